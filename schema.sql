-- claimbook's index: everything that the text files of a book say, and what the rules of corroboration make of it.
--
-- The text files are the truth. claimbook builds this file from them and never migrates it: another schema means a new
-- index. You can delete it at any time. The tables and views are public: read them with `claimbook sql`, or open the file that
-- `claimbook cache path` names in any SQLite shell. The views at the end are the easiest place to begin.
--
-- In all tables, `row` is the index's own number and changes from one build to the next; `id` is what people write.
-- Dates are texts, as exact as the book knows them (2026, 2026-03, 2026-03-02). Lists that nobody searches are JSON arrays.
--
-- SQLite does not enforce the foreign keys here: REFERENCES says which row a column means, and claimbook keeps it true.
-- A column that holds an id or a name as written may name something that the book does not define.

-- What the index knows about itself: the fingerprint of the files that it was built from, and the policy that it used.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The text files of the book, with the stamps that show when one changes.
CREATE TABLE file (
  row      INTEGER PRIMARY KEY,
  path     TEXT NOT NULL UNIQUE,     -- inside the book, with / between folders
  size     INTEGER NOT NULL,         -- bytes
  mtime_ns INTEGER NOT NULL,         -- last change of the content, nanoseconds since 1970
  ctime_ns INTEGER NOT NULL,         -- last change of the content or of the file's properties
  inode    INTEGER NOT NULL,
  sha256   BLOB,                     -- of the content; null if it could not be read
  doubtful INTEGER NOT NULL,         -- 1: it was so new when claimbook read it that a later change may have the same stamp
  unread   INTEGER NOT NULL          -- how many problems kept claimbook from reading all of it
) STRICT;

-- The articles that you check.
CREATE TABLE article (
  row INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file (row),
  line INTEGER NOT NULL,
  stands INTEGER NOT NULL,           -- 0: an earlier file or line defines the same id, and applies instead
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT,                    -- as written: a party's id, name or alias, or free text
  author TEXT, url TEXT, published TEXT, accessed TEXT, language TEXT, archive TEXT,
  local_file TEXT,                   -- the text that its claims are anchored in, inside the book
  original TEXT,                     -- the file that the text comes from, inside the book
  sha256 TEXT,                       -- digest of the original, or of the text if there is no original
  state TEXT NOT NULL,               -- draft: it is expected to change; published
  near INTEGER, archive_near INTEGER, -- as in `source`
  host TEXT,                         -- as in `source`
  publisher_key TEXT,                -- the publisher's party id, written or by its domain, or a name that no party has, folded and in quotes
  publisher_house TEXT               -- the publisher's house, as `party.house` has it
) STRICT;

-- The passages of articles that somebody decided are not claims.
CREATE TABLE skip (
  article  INTEGER NOT NULL REFERENCES article (row),
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  quote    TEXT NOT NULL,            -- exact words in the article
  reason   TEXT NOT NULL,
  start    INTEGER,                  -- as in `passage`; null: the text does not have it
  "end"    INTEGER,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- The texts of articles, with the stamps that show when one changes. An article without `local_file` has no row.
CREATE TABLE article_text (
  article  INTEGER PRIMARY KEY REFERENCES article (row),
  size     INTEGER NOT NULL,         -- these as in `file`; -1: there is no such file
  mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL,
  inode    INTEGER NOT NULL,
  sha256   BLOB,
  doubtful INTEGER NOT NULL,
  unread   INTEGER NOT NULL,         -- 1: it could not be read, so none of its claims has a passage
  language TEXT                      -- the language that it is in, as the book states it or as its words tell
) STRICT;

-- The sentences and headings of the texts of articles, in their order.
CREATE TABLE sentence (
  article   INTEGER NOT NULL REFERENCES article (row),
  position  INTEGER NOT NULL,        -- from 0
  paragraph INTEGER,                 -- its number, from 1; null: a heading
  start     INTEGER NOT NULL,        -- as in `passage`
  "end"     INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- What of a text a checker may want to look at: its sentences, figures and quotations. A claim covers a unit if its passage and
-- the unit's sentence overlap, and of a figure, if it also has the number (docs/articles.md). Speakers are not here, because who
-- speaks depends on the parties of the whole book.
-- The figures in sentences that no claim quotes: SELECT u.text FROM unit u WHERE u.kind = 'figure' AND NOT EXISTS (
--   SELECT 1 FROM passage p WHERE p.article = u.article AND p.start < u.sentence_end AND u.sentence_start < p."end")
CREATE TABLE unit (
  article        INTEGER NOT NULL REFERENCES article (row),
  position       INTEGER NOT NULL,   -- from 0, by kind and then in the order of the text
  kind           TEXT NOT NULL,      -- sentence, figure, quotation
  paragraph      INTEGER,            -- its number, from 1; null: in a heading
  start          INTEGER NOT NULL,   -- as in `passage`
  "end"          INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL,   -- the sentence that it is in; of a quotation, the quotation
  sentence_end   INTEGER NOT NULL,
  text           TEXT NOT NULL,      -- its words on one line
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Where the quotes of claims are in the text of their article. A claim without a quote has no row, and neither has one whose
-- article has no text that could be read.
CREATE TABLE passage (
  claim     INTEGER PRIMARY KEY REFERENCES claim (row),
  article   INTEGER NOT NULL REFERENCES article (row),
  start     INTEGER,                 -- characters (Unicode scalar values) of the text as stored, from 0; null: the quote is lost
  "end"     INTEGER,                 -- the character after the last one
  how       TEXT NOT NULL,           -- exact, context (in several places), drifted, suspect, lost
  score     REAL,                    -- how much of the quote is there, letter by letter: 0 to 1; null: lost
  paragraph INTEGER                  -- its number, from 1; a heading counts to the paragraph after it
) STRICT;

-- Anyone who speaks, publishes, or has an interest.
CREATE TABLE party (
  row INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file (row),
  line INTEGER NOT NULL,
  stands INTEGER NOT NULL,           -- 0: an earlier file or line defines the same id, and applies instead
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,             -- JSON array
  domains TEXT NOT NULL,             -- JSON array: the domains at which it publishes
  kind TEXT,                         -- state, institution, group, company, outlet, agency, person
  part_of TEXT,                      -- owner, government, parent body, as written
  reliability TEXT,                  -- Admiralty code, A to F
  interests TEXT NOT NULL,           -- JSON array: the parties whose side it takes
  confidential INTEGER NOT NULL,
  refs TEXT NOT NULL,                -- JSON array: what other programs call it
  house TEXT                         -- the top of its part_of chain: a party's id (the smallest one of a circle), or
                                     -- a name that no party has, folded and in quotes
) STRICT;

-- What bears on claims: reports, documents, interviews and so on.
CREATE TABLE source (
  row INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file (row),
  line INTEGER NOT NULL,
  stands INTEGER NOT NULL,           -- 0: an earlier file or line defines the same id, and applies instead
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT,
  publisher TEXT,                    -- as written: a party's id, name or alias, or free text
  url TEXT, published TEXT, accessed TEXT, archive TEXT,
  local_file TEXT,                   -- a kept copy, inside the book
  sha256 TEXT,                       -- its digest
  kind TEXT,                         -- report, wire, document, dataset, statement, interview, observation, media, analysis
  voice TEXT,                        -- whose statement it carries, if not the publisher's own
  own_reporting INTEGER NOT NULL,    -- 1: its own work; the path to the origin ends here
  interests TEXT NOT NULL,           -- JSON array: the parties whose side it takes
  language TEXT, retracted TEXT,
  retraction_pending INTEGER NOT NULL, -- 1: it is retracted on a day after today, so the retraction has no effect yet
  confidential INTEGER NOT NULL,
  note TEXT,
  refs TEXT NOT NULL,                -- JSON array: what other programs call it
  host TEXT,                         -- without a publisher: the host of its address, which can be under a party's domain
  near INTEGER, archive_near INTEGER, -- digests of `url` and `archive` without what often differs between addresses of one page
  publisher_key TEXT,                -- the publisher's party id, written or by its domain, or a name that no party has, folded and in quotes
  publisher_house TEXT,              -- the publisher's house, as `party.house` has it
  voice_key TEXT,                    -- of the voice, as `publisher_key`
  voice_house TEXT,                  -- the house of the voice
  witness TEXT                       -- of an interview, the house of its voice, if that is a registered party of another house than
                                     -- the publisher's; of the publisher's own observation, the publisher's house
) STRICT;

-- The sources that a source repeats, as written.
CREATE TABLE derivation (
  source   INTEGER NOT NULL REFERENCES source (row),
  position INTEGER NOT NULL,
  parent   TEXT NOT NULL,            -- a source's id, defined or not
  PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

-- The claims as the files have them. What the rules make of them is in `assessment`.
CREATE TABLE claim (
  row INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file (row),
  line INTEGER NOT NULL,
  stands INTEGER NOT NULL,           -- 0: an earlier file or line defines the same id, and references mean that one
  id TEXT NOT NULL,
  text TEXT NOT NULL,
  article TEXT,                      -- the id of the article that it appears in
  speaker TEXT,                      -- as written; null: the article says it in its own voice
  quoted TEXT,                       -- as written: who is quoted, whose position it is or whose act it is; null: the speaker
  attribution TEXT,                  -- the article's words that attribute it to somebody
  caveat TEXT,                       -- the article's words of doubt
  evidence_offered TEXT NOT NULL,    -- unknown, none, cited, shown
  kind TEXT,                         -- event, figure, quotation, position, act, relation, cause, prediction, opinion
  said_on TEXT,
  section TEXT,
  paragraph INTEGER,
  quote TEXT,                        -- exact words in the article
  prefix TEXT,                       -- the words directly before them
  suffix TEXT,                       -- the words directly after them
  note TEXT,                         -- the desk's notes
  assigned TEXT,                     -- who works on it
  needs_origins INTEGER,             -- how many independent origins corroborate it; null: the policy's number
  draft INTEGER NOT NULL,            -- 1: claimbook proposed it; flag `draft` says whether nobody has read it yet
  recheck_by TEXT,
  short TEXT,
  refs TEXT NOT NULL,                -- JSON array: what other programs call it
  confidential INTEGER NOT NULL
) STRICT;

-- The tags of claims.
CREATE TABLE tag (
  folded TEXT NOT NULL,              -- the same for all spellings of a tag (docs/format.md)
  claim INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,                 -- as written
  PRIMARY KEY (folded, claim)
) STRICT, WITHOUT ROWID;

-- The parties that a claim accuses, or that have another stake in it.
CREATE TABLE stake (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL,            -- accuses, concerns
  party    TEXT NOT NULL,            -- as written
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- What claims say about each other, as written.
CREATE TABLE relation (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL,            -- denies, contradicts (works both ways), repeats
  target   TEXT NOT NULL,            -- a claim's id, defined or not
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- What one source says about one claim.
CREATE TABLE evidence (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,         -- from 0, in the file's order
  line     INTEGER NOT NULL,
  source   TEXT NOT NULL,            -- a source's id, defined or not
  stance   TEXT NOT NULL,            -- supports, refutes, denies, disputes, qualifies, context
  about    TEXT NOT NULL,            -- content, attribution
  voice TEXT,                        -- as written: whose word the passage is, if it is not the source's own
  voice_key TEXT,                    -- the voice's party id, or a name that no party has, folded and in quotes
  voice_house TEXT,                  -- the house of the voice, if it says something new (docs/corroboration.md)
  credibility INTEGER,               -- Admiralty code, 1 to 6
  quote TEXT, locator TEXT, translation TEXT, note TEXT, "by" TEXT, added TEXT,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- When a source mixes several: the parents that the passage rests on.
CREATE TABLE via (
  claim    INTEGER NOT NULL,
  position INTEGER NOT NULL,         -- of the evidence row
  place    INTEGER NOT NULL,         -- in the row's list
  parent   TEXT NOT NULL,            -- a source's id, defined or not
  PRIMARY KEY (claim, position, place)
) STRICT, WITHOUT ROWID;

-- People's judgements. The newest one applies.
CREATE TABLE ruling (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  status   TEXT NOT NULL,            -- confirmed, refuted, contested, misleading, outdated, unverifiable, withdrawn, open
  "on"     TEXT NOT NULL,
  "by"     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  reworded INTEGER NOT NULL,         -- 1: the claim's text has another wording now
  pending  INTEGER NOT NULL,         -- 1: it is dated after today, so it has no effect yet
  wording  TEXT,                     -- a digest of the claim's text as the person read it (docs/format.md)
  url      TEXT,                     -- where the house published it
  verdict  TEXT,                     -- the house's own words for it
  language TEXT,                     -- the language of these words
  rating   TEXT,                     -- JSON: value, best, worst
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Where else the claims were made. An appearance is not evidence.
CREATE TABLE appearance (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  url      TEXT NOT NULL,
  publisher TEXT,                    -- as written: a party's id, name or alias, or free text
  "on" TEXT, archive TEXT, quote TEXT,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- The questions put to the parties that a claim accuses.
CREATE TABLE asked (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  of       TEXT NOT NULL,            -- a party, as written
  "on" TEXT, due TEXT,
  outcome  TEXT,                     -- pending, no-reply, declined, replied
  note TEXT,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- The searches behind "no evidence" and "does not exist".
CREATE TABLE searched (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  place    TEXT NOT NULL,
  "on" TEXT, "by" TEXT, terms TEXT,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Exceptions to the linter, with their reasons.
CREATE TABLE exception (
  claim    INTEGER NOT NULL REFERENCES claim (row),
  position INTEGER NOT NULL,
  code     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- What the rules of corroboration make of each claim, and what people ask for most.
CREATE TABLE assessment (
  claim INTEGER PRIMARY KEY REFERENCES claim (row),
  status TEXT NOT NULL,              -- the one shown: the newest ruling's, unless that is open, else the derived one
  derived_status TEXT NOT NULL,
  contested_by TEXT,                 -- evidence, denial, interpretation; only if the derived status is contested
  attribution_status TEXT,           -- null without a speaker
  flags TEXT NOT NULL,               -- words with a space between them; `stale` depends on the day and is never among them
  support_possible INTEGER NOT NULL, support_established INTEGER NOT NULL,
  support_items INTEGER NOT NULL, support_at_least INTEGER NOT NULL,
  refute_possible INTEGER NOT NULL, refute_established INTEGER NOT NULL,
  refute_items INTEGER NOT NULL, refute_at_least INTEGER NOT NULL,
  contested INTEGER NOT NULL,        -- 1: it has two sides or an open denial, as in `list --contested`
  against INTEGER NOT NULL,          -- 1: something speaks against it, as in `list --against`
  unsourced INTEGER NOT NULL,        -- 1: it has no evidence row
  speaker TEXT,                      -- the speaker's party id, or a name that no party has, folded and in quotes
  quoted TEXT,                       -- the same of who is quoted
  quoted_house TEXT,                 -- of a quotation, position or act: the house quoted, the speaker's if `quoted` is left out
  both_questions INTEGER NOT NULL,   -- 1: that house speaks the claim, so every row answers both questions
  ruling INTEGER,                    -- the position of the ruling that applies
  changed TEXT,                      -- the date of the newest evidence or ruling, else said_on
  changed_from TEXT,                 -- the first day that `changed` can mean
  changed_to TEXT                    -- the last day that it can mean
) STRICT;

-- The flags of each claim, one a row.
CREATE TABLE flag (
  flag  TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claim (row),
  PRIMARY KEY (flag, claim)
) STRICT, WITHOUT ROWID;

-- Counts of claims, kept up to date: by status, derived_status, attribution_status, origins, flag, contested.
CREATE TABLE tally (
  what TEXT NOT NULL,
  word TEXT NOT NULL,
  n    INTEGER NOT NULL,
  PRIMARY KEY (what, word)
) STRICT, WITHOUT ROWID;

-- Full text. It keeps no copy of the texts, only their words: folded (lower case, no marks, no punctuation), and one character
-- a word in scripts without spaces. So look for folded words:
-- SELECT rowid FROM claim_text WHERE claim_text MATCH 'airstrike*' gives rows of `claim`.

-- Full text of the claims: text and short; quote; speaker and quoted as written; attribution, caveat, section, tags; quotes and notes of evidence
-- and reasons of rulings, and addresses, publishers and quotes of appearances.
CREATE VIRTUAL TABLE claim_text USING fts5 (
  text, quote, speaker, about, evidence,
  content = '', tokenize = 'ascii'
);

-- The words of the claims' full text, with how many claims have each (doc).
-- SELECT term FROM claim_word WHERE doc = 1 gives the words that one claim alone has.
CREATE VIRTUAL TABLE claim_word USING fts5vocab (claim_text, row);

-- Full text of the sources: title; id; author, publisher and voice as written, note. Its rows are those of `source`.
CREATE VIRTUAL TABLE source_text USING fts5 (title, id, about, content = '', tokenize = 'ascii');

-- Full text of the parties: name and aliases; id. Its rows are those of `party`.
CREATE VIRTUAL TABLE party_text USING fts5 (names, id, content = '', tokenize = 'ascii');

-- The other names of a party: its name and its aliases, folded (docs/format.md).
CREATE TABLE party_name (
  name  TEXT NOT NULL,
  party INTEGER NOT NULL REFERENCES party (row),
  PRIMARY KEY (name, party)
) STRICT, WITHOUT ROWID;

-- From here on: made when all rows are in, because that is faster.
CREATE INDEX article_by_id ON article (id);
CREATE INDEX article_by_file ON article (file);
CREATE INDEX article_by_address ON article (near) WHERE near IS NOT NULL;
CREATE INDEX article_by_archive ON article (archive_near) WHERE archive_near IS NOT NULL;
CREATE INDEX party_by_id ON party (id);
CREATE INDEX party_by_file ON party (file);
CREATE INDEX source_by_id ON source (id);
CREATE INDEX source_by_file ON source (file);
CREATE INDEX source_confidential ON source (confidential) WHERE confidential = 1;
CREATE INDEX source_by_address ON source (near) WHERE near IS NOT NULL;
CREATE INDEX source_by_archive ON source (archive_near) WHERE archive_near IS NOT NULL;
CREATE INDEX article_by_host ON article (host) WHERE host IS NOT NULL;
CREATE INDEX source_by_host ON source (host) WHERE host IS NOT NULL;
CREATE INDEX source_by_interests ON source (interests) WHERE interests <> '[]';
CREATE INDEX stake_by_party ON stake (party);
CREATE INDEX file_unread ON file (path) WHERE unread > 0;
CREATE INDEX derivation_by_parent ON derivation (parent);
CREATE INDEX article_with_text ON article (row) WHERE local_file IS NOT NULL;
CREATE INDEX claim_by_id ON claim (id);
CREATE INDEX claim_by_place ON claim (file, line);
CREATE INDEX claim_by_article ON claim (article);
CREATE INDEX claim_by_assigned ON claim (assigned) WHERE assigned IS NOT NULL;
CREATE INDEX claim_by_recheck ON claim (recheck_by) WHERE recheck_by IS NOT NULL;
CREATE INDEX tag_by_claim ON tag (claim, position);
CREATE INDEX relation_by_target ON relation (target, kind);
CREATE INDEX evidence_by_source ON evidence (source);
CREATE INDEX evidence_by_day ON evidence (added) WHERE added IS NOT NULL;
CREATE INDEX ruling_by_day ON ruling ("on");
CREATE INDEX via_by_parent ON via (parent);
CREATE INDEX ruling_pending ON ruling (pending) WHERE pending = 1;
CREATE INDEX source_pending ON source (retraction_pending) WHERE retraction_pending = 1;

-- From here on: made when all claims are assessed.
CREATE INDEX assessment_by_status ON assessment (status);
CREATE INDEX assessment_by_derived_status ON assessment (derived_status);
CREATE INDEX assessment_contested ON assessment (contested) WHERE contested = 1;
CREATE INDEX assessment_against ON assessment (against) WHERE against = 1;
CREATE INDEX assessment_by_speaker ON assessment (speaker);
CREATE INDEX assessment_by_quoted ON assessment (quoted) WHERE quoted IS NOT NULL;
CREATE INDEX assessment_by_changed ON assessment (changed_from);
CREATE INDEX assessment_unsourced ON assessment (derived_status) WHERE unsourced = 1;
CREATE INDEX article_by_publisher ON article (publisher_key) WHERE publisher_key IS NOT NULL;
CREATE INDEX source_by_publisher ON source (publisher_key, stands) WHERE publisher_key IS NOT NULL;
CREATE INDEX source_by_voice ON source (voice_key) WHERE voice_key IS NOT NULL;
CREATE INDEX evidence_by_voice ON evidence (voice_key) WHERE voice_key IS NOT NULL;
CREATE INDEX flag_by_claim ON flag (claim);

-- The counts of `tally` follow each assessment.
CREATE TRIGGER assessment_enters AFTER INSERT ON assessment BEGIN
  INSERT INTO tally VALUES ('status', new.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally VALUES ('derived_status', new.derived_status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally VALUES ('attribution_status', ifnull(new.attribution_status, ''), 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally VALUES ('origins', new.support_possible, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally VALUES ('contested', new.contested, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER assessment_leaves AFTER DELETE ON assessment BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'status' AND word = old.status;
  UPDATE tally SET n = n - 1 WHERE what = 'derived_status' AND word = old.derived_status;
  UPDATE tally SET n = n - 1 WHERE what = 'attribution_status' AND word = ifnull(old.attribution_status, '');
  UPDATE tally SET n = n - 1 WHERE what = 'origins' AND word = CAST(old.support_possible AS TEXT);
  UPDATE tally SET n = n - 1 WHERE what = 'contested' AND word = CAST(old.contested AS TEXT);
END;
CREATE TRIGGER flag_enters AFTER INSERT ON flag BEGIN
  INSERT INTO tally VALUES ('flag', new.flag, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER flag_leaves AFTER DELETE ON flag BEGIN
  UPDATE tally SET n = n - 1 WHERE what = 'flag' AND word = old.flag;
END;

-- In the views `claim` is the id of a claim, `position` the place of an evidence row in it, from 0.

-- Every claim with what people ask for most: the place to begin.
-- Example: SELECT id, speaker, text FROM claims WHERE status = 'contested'
CREATE VIEW claims AS
SELECT c.id, a.status, a.derived_status, a.contested_by, a.attribution_status, a.flags,
       coalesce(p.name, c.speaker) AS speaker, c.text, c.attribution, c.caveat, c.kind, c.article, c.section, c.paragraph,
       a.support_possible, a.support_established, a.refute_possible, a.refute_established, a.changed, f.path AS file, c.line
FROM claim c
JOIN assessment a ON a.claim = c.row
JOIN file f ON f.row = c.file
LEFT JOIN party p ON p.id = a.speaker AND p.stands;

-- One step of the path to the origin: each source that is not its own reporting, with each source that it repeats.
-- Example: SELECT parent, count(*) AS copies FROM source_parent GROUP BY parent ORDER BY copies DESC
CREATE VIEW source_parent AS
SELECT s.id AS source, d.parent
FROM source s JOIN derivation d ON d.source = s.row
WHERE s.stands AND NOT s.own_reporting
  AND NOT EXISTS (SELECT 1 FROM article t WHERE t.id = s.id AND t.stands);

-- Every source with all the sources that it derives from, directly or through others, and with itself. Articles are sources
-- too, and so are names that the book uses but does not define: they derive from nothing.
-- Example: SELECT ancestor FROM source_ancestor WHERE source = 'dailivra-2025-10'
CREATE VIEW source_ancestor AS
SELECT s.id AS source, up.value AS ancestor
FROM source s
JOIN json_each((
  WITH RECURSIVE up (id) AS (SELECT s.id UNION SELECT l.parent FROM up JOIN source_parent l ON l.source = up.id)
  SELECT json_group_array(id) FROM up)) up
WHERE s.stands
UNION ALL
SELECT t.id, t.id FROM article t
WHERE t.stands AND NOT EXISTS (SELECT 1 FROM source s WHERE s.id = t.id)
UNION ALL
SELECT n.id, n.id
FROM (SELECT parent AS id FROM derivation UNION SELECT parent FROM via UNION SELECT source FROM evidence) n
WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.id = n.id) AND NOT EXISTS (SELECT 1 FROM article t WHERE t.id = n.id);

-- The circles at the end of paths: sources that derive from one another (or one from itself) and from nothing else. Each
-- circle has one row, with its smallest id.
-- Example: SELECT count(*) AS circles FROM source_circle
CREATE VIEW source_circle AS
SELECT s.id AS source
FROM source s
WHERE s.stands AND EXISTS (SELECT 1 FROM source_parent l WHERE l.source = s.id) AND NOT EXISTS (
  WITH RECURSIVE up (id) AS (SELECT s.id UNION SELECT l.parent FROM up JOIN source_parent l ON l.source = up.id)
  SELECT 1 FROM up WHERE up.id < s.id OR s.id NOT IN (
    WITH RECURSIVE back (id) AS (SELECT up.id UNION SELECT l.parent FROM back JOIN source_parent l ON l.source = back.id)
    SELECT id FROM back));

-- Where the paths of every source end: at ancestors that derive from nothing (circle = 0), and at circles of sources that
-- cite one another (circle = 1; the smallest id of the circle is its root).
-- Example: SELECT root, count(*) AS sources FROM source_root GROUP BY root ORDER BY sources DESC LIMIT 5
CREATE VIEW source_root AS
SELECT a.source, a.ancestor AS root, EXISTS (SELECT 1 FROM source_parent l WHERE l.source = a.ancestor) AS circle
FROM source_ancestor a
WHERE NOT EXISTS (SELECT 1 FROM source_parent l WHERE l.source = a.ancestor)
   OR EXISTS (SELECT 1 FROM source_circle o WHERE o.source = a.ancestor);

-- Where every evidence row starts: at the parents that its `via` names, else at its source. A row that denies or disputes in
-- somebody else's voice starts nowhere without `via`.
-- Example: SELECT position, source FROM evidence_start WHERE claim = 'toll-2400'
CREATE VIEW evidence_start AS
SELECT c.id AS claim, e.position, coalesce(v.parent, e.source) AS source
FROM claim c
JOIN evidence e ON e.claim = c.row
LEFT JOIN via v ON v.claim = e.claim AND v.position = e.position
WHERE c.stands AND (v.place IS NOT NULL OR e.voice_house IS NULL OR e.stance NOT IN ('denies', 'disputes'));

-- Every evidence row that speaks for the content with each of its origins, which are roots as in `source_root`. Two rows with one origin
-- are one report. This view does not ask whether a row counts: it holds struck sources, too.
-- Example: SELECT origin, count(*) AS n FROM claim_origin WHERE claim = 'toll-2400' AND stance = 'supports' GROUP BY origin
CREATE VIEW claim_origin AS
SELECT c.id AS claim, e.position, e.source, e.stance, up.value AS origin
FROM claim c
JOIN assessment b ON b.claim = c.row
JOIN evidence e ON e.claim = c.row
JOIN json_each((
  WITH RECURSIVE up (id) AS (
    SELECT s.source FROM evidence_start s WHERE s.claim = c.id AND s.position = e.position
    UNION
    SELECT l.parent FROM up JOIN source_parent l ON l.source = up.id)
  SELECT json_group_array(id) FROM up)) up
WHERE c.stands AND (e.about = 'content' OR b.both_questions)
  AND (NOT EXISTS (SELECT 1 FROM source_parent l WHERE l.source = up.value)
    OR EXISTS (SELECT 1 FROM source_circle o WHERE o.source = up.value));

-- Pairs of evidence rows that speak for the content, of one stance of one claim, that are not independent, one for each way
-- (how): origin (both rest on one source), voice (one states the voice of a house that the other states or publishes; not the
-- quoted house of a quotation or position) or family (both rest on publishers of one house, unless both are own reporting of
-- different publishers or of different witnesses of one). a and b are their positions, a < b. This view does not ask whether a
-- row counts: it holds struck sources and doubtful items, too. Ask it about single claims (WHERE claim = …): for a whole book it
-- takes some seconds per thousand claims.
-- Example: SELECT a_source, b_source, how FROM claim_conflict WHERE claim = 'toll-2400' AND stance = 'supports'
CREATE VIEW claim_conflict AS
SELECT c.id AS claim, x.stance, x.position AS a, y.position AS b, json_extract(pair.value, '$[2]') AS how,
       x.source AS a_source, y.source AS b_source
FROM claim c
JOIN assessment z ON z.claim = c.row
CROSS JOIN json_each((  -- CROSS: SQLite finds the pairs of a claim once, not again for every two rows
  WITH RECURSIVE
    item (position, stance, source, voice, reporter, witness) AS (
      SELECT e.position, e.stance, e.source, e.voice_house,
             CASE WHEN s.own_reporting AND v.place IS NULL AND e.voice_house IS NULL THEN s.publisher_key END, s.witness
      FROM evidence e
      LEFT JOIN article t ON t.id = e.source AND t.stands
      LEFT JOIN source s ON s.id = e.source AND s.stands AND t.row IS NULL
      LEFT JOIN via v ON v.claim = e.claim AND v.position = e.position AND v.place = 0
      WHERE e.claim = c.row AND (e.about = 'content' OR z.both_questions)),
    under (position, source) AS (
      SELECT i.position, s.source FROM evidence_start s JOIN item i ON i.position = s.position WHERE s.claim = c.id
      UNION
      SELECT u.position, l.parent FROM under u JOIN source_parent l ON l.source = u.source),
    stated (position, voice, publisher) AS (
      SELECT u.position, s.voice_house, s.publisher_house
      FROM under u JOIN source s ON s.id = u.source AND s.stands
      WHERE NOT EXISTS (SELECT 1 FROM article t WHERE t.id = u.source AND t.stands)
      UNION
      SELECT i.position, own.value, coalesce(t.publisher_house, s.publisher_house)
      FROM item i
      LEFT JOIN article t ON t.id = i.source AND t.stands
      LEFT JOIN source s ON s.id = i.source AND s.stands AND t.row IS NULL
      JOIN json_each(json_array(i.voice, s.voice_house)) own
      WHERE i.voice IS NOT NULL),
    mark (position, how, mark) AS (
      SELECT position, 'origin', source FROM under
      UNION
      SELECT position, 'voice', voice FROM stated
      WHERE voice IS NOT publisher
        AND NOT (ifnull(c.kind, '') IN ('quotation', 'position') AND voice IS z.quoted_house)
      UNION
      SELECT u.position, 'family', iif(t.row IS NULL, s.publisher_house, t.publisher_house)
      FROM under u
      LEFT JOIN source s ON s.id = u.source AND s.stands
      LEFT JOIN article t ON t.id = u.source AND t.stands),
    pair (a, b, how) AS (
      SELECT DISTINCT i.position, j.position, iif(m.how = n.how, m.how, 'voice')
      FROM mark m
      JOIN mark n ON n.mark = m.mark AND n.position > m.position
        AND (n.how = m.how OR m.how = 'voice' AND n.how = 'family' OR m.how = 'family' AND n.how = 'voice')
      JOIN item i ON i.position = m.position
      JOIN item j ON j.position = n.position AND j.stance = i.stance
      WHERE m.how <> 'family' OR n.how <> 'family' OR i.reporter IS NULL OR j.reporter IS NULL
        OR i.reporter = j.reporter AND (i.witness IS NULL OR j.witness IS NULL OR i.witness = j.witness))
  SELECT json_group_array(json_array(a, b, how)) FROM pair)) pair
CROSS JOIN evidence x ON x.claim = c.row AND x.position = json_extract(pair.value, '$[0]')
CROSS JOIN evidence y ON y.claim = c.row AND y.position = json_extract(pair.value, '$[1]')
WHERE c.stands AND EXISTS (SELECT 1 FROM evidence e WHERE e.claim = c.row AND e.position = 1);
