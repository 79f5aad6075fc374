-- What `claimbook publish` keeps on a PostgreSQL server, for dashboards, APIs and other readers.
--
-- The text files of a book are the truth. This is a copy of what everybody may see of them; each run of `claimbook publish`
-- brings it up to date. Nothing confidential is in it. Several books can share a schema: `book` is the key of each.
--
-- Read the views, whose names begin with `public_`. Their columns are a contract; the tables may change. A read role
-- (`--read-role`) sees only the views.
--
-- Every table has a key that begins with the book, and no table refers to another one, so that servers which spread tables
-- over machines can hold them: to spread them, use `book`. There are no sequences, triggers or extensions.
--
-- claimbook runs this file itself if the tables are missing, with the name that `--schema` gives in place of `claimbook`.
-- You can also run it yourself, and then claimbook needs no right to create anything.
--
-- Dates are texts, as exact as the book knows them (2026, 2026-03, 2026-03-02), so they sort as dates do.
-- Ids compare byte by byte (COLLATE "C"), because claimbook compares them so while it reads both sides in order.

CREATE SCHEMA IF NOT EXISTS claimbook;

-- The books, one row each. A run locks its book's row, so two runs on one book wait for each other.
CREATE TABLE IF NOT EXISTS claimbook.book (
  book    TEXT COLLATE "C" NOT NULL,   -- the key that `--book-key` gives, or the book's name
  commit  TEXT,                        -- git's commit of the book; null outside git
  day     TEXT,                        -- the day that counted as today, on which claims go stale and rulings take effect
  claims  BIGINT NOT NULL ,            -- how many claims the book has here
  runs    BIGINT NOT NULL ,            -- how many runs changed something
  layout  INTEGER NOT NULL,            -- the version of these tables
  PRIMARY KEY (book)
);

-- The runs that changed something.
CREATE TABLE IF NOT EXISTS claimbook.published (
  book    TEXT COLLATE "C" NOT NULL,
  run     BIGINT NOT NULL ,            -- from 1
  commit  TEXT,                        -- git's commit of the book; null outside git
  at      TIMESTAMP WITH TIME ZONE NOT NULL,
  claims  BIGINT NOT NULL ,            -- how many claims the book had after the run
  changed BIGINT NOT NULL ,            -- how many claims the run wrote or removed
  PRIMARY KEY (book, run)
);

-- The claims.
CREATE TABLE IF NOT EXISTS claimbook.claim (
  book    TEXT COLLATE "C" NOT NULL,
  id      TEXT COLLATE "C" NOT NULL,
  article TEXT,                        -- the id of the article that the claim appears in
  article_title TEXT,
  article_url   TEXT,
  text    TEXT NOT NULL,               -- the statement, in the desk's words
  speaker TEXT,                        -- a name; null: the article says it in its own voice
  attribution TEXT,                    -- the article's words that attribute it to somebody
  caveat  TEXT,                        -- the article's words of doubt
  kind    TEXT,                        -- event, figure, quotation, position, act, relation, cause, prediction, opinion
  said_on TEXT,
  status  TEXT NOT NULL,               -- the one to show: the newest ruling's, unless that is open, else the derived one
  derived_status     TEXT NOT NULL,    -- what the evidence gives
  attribution_status TEXT,             -- whether the speaker said it
  flags   TEXT NOT NULL,               -- words with a space between them: opposed, fragile, stale and so on
  support_possible    INTEGER NOT NULL, -- independent origins for it
  support_established INTEGER NOT NULL,
  refute_possible     INTEGER NOT NULL, -- independent origins against it
  refute_established  INTEGER NOT NULL,
  at_least BOOLEAN NOT NULL,           -- one of these counts is only a lower bound
  ruled_by TEXT,                       -- the ruling that applies: by whom, when, and why
  ruled_on TEXT,
  reason   TEXT,
  digest   TEXT NOT NULL,              -- SHA-256 of everything that is published about the claim
  PRIMARY KEY (book, id)
);

-- What the sources say about the claims. A source that the desk does not name has no id, publisher, address or words.
CREATE TABLE IF NOT EXISTS claimbook.evidence (
  book     TEXT COLLATE "C" NOT NULL,
  claim    TEXT COLLATE "C" NOT NULL,  -- its id
  position INTEGER NOT NULL,           -- from 0, in the order of the book
  stance   TEXT NOT NULL,              -- supports, refutes, denies, disputes, qualifies, context
  about    TEXT NOT NULL,              -- content: is it so? attribution: did they say it?
  source   TEXT,                       -- the source's id
  title    TEXT,
  publisher TEXT,                      -- a name
  voice    TEXT,                       -- a name: whose word it is, if it is not the publisher's own
  url      TEXT,
  published TEXT,                      -- a date
  retracted TEXT,                      -- the date on which the source was retracted
  credibility INTEGER,                 -- Admiralty code, 1 to 6
  quote    TEXT,                       -- exact words of the source
  translation TEXT,                    -- the same in the desk's language
  locator  TEXT,                       -- the place in the source
  added    TEXT,                       -- a date
  PRIMARY KEY (book, claim, position)
);

-- Every claim with its verdict: the place to begin.
-- Example: SELECT id, speaker, text, reason FROM claimbook.public_claim WHERE status = 'refuted'
CREATE OR REPLACE VIEW claimbook.public_claim AS
SELECT book, id, article, text, speaker, status, derived_status,
       support_possible, support_established, refute_possible, refute_established,
       ruled_by, ruled_on, reason, digest
FROM claimbook.claim;

-- Where and how each claim was made.
-- Example: SELECT article_title, count(*) FROM claimbook.public_claim_context GROUP BY article_title
CREATE OR REPLACE VIEW claimbook.public_claim_context AS
SELECT book, id, article, article_title, article_url, kind, said_on, attribution, caveat, attribution_status, flags, at_least
FROM claimbook.claim;

-- The evidence of each claim. `claim` is its id.
-- Example: SELECT title, publisher, url FROM claimbook.public_evidence WHERE claim = 'toll-2025' AND stance = 'refutes'
CREATE OR REPLACE VIEW claimbook.public_evidence AS
SELECT book, claim, position, stance, about, source, title, publisher, voice, url, published, retracted, credibility,
       quote, translation, locator, added
FROM claimbook.evidence;

-- The books, with how current each is.
CREATE OR REPLACE VIEW claimbook.public_book AS
SELECT book, commit, day, claims FROM claimbook.book;

-- When each book changed here.
-- Example: SELECT at, changed FROM claimbook.public_published ORDER BY at DESC LIMIT 10
CREATE OR REPLACE VIEW claimbook.public_published AS
SELECT book, run, commit, at, claims, changed FROM claimbook.published;
