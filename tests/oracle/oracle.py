#!/usr/bin/env python3
"""The rules of corroboration a second time, straight and slow.

`docs/corroboration.md` tells the rules; the engine in `src/domain/corroboration` computes them fast. This file shares no
code with it: it reads the TOML files itself and tries every set of rows. Nothing here is clever, so that each function
can be held against its sentence in the document.

    oracle.py BOOK [--today YYYY-MM-DD] [--without SOURCE]...

prints a JSON array, one object a claim, sorted by id.
"""

import argparse
import calendar
import datetime
import itertools
import json
import os
import re
import sys
import tomllib
import unicodedata
import urllib.parse

# The pairs of ruling and derived status that contradict each other; True: only where the status is not `opposed`.
DIFFERS = {
    "confirmed": {"refuted": False, "doubtful": False, "contested": False, "unverified": False},
    "refuted": {"corroborated": False, "multi-report": False, "single-source": False, "contested": False, "unverified": False},
    "contested": {"corroborated": True, "refuted": True},
    "unverifiable": {"corroborated": False, "refuted": False},
}

# What "weaker" means under a ruling of confirmed; every other status is 0.
STRENGTH = {"corroborated": 3, "multi-report": 2, "single-source": 1}

PRIMARY = ("document", "dataset", "observation")

# The kinds of claims that look at `quoted`.
SAID_OR_DONE = ("quotation", "position", "act")


# ---------------------------------------------------------------- dates

def days(value):
    """The first and the last day of a date as coarse as is known."""
    if isinstance(value, datetime.date):
        return value, value
    parts = [int(part) for part in str(value).split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return datetime.date(parts[0], parts[1], 1), datetime.date(parts[0], parts[1], last)
    return datetime.date(*parts), datetime.date(*parts)


def surely_later(one, other):
    return days(one)[0] > days(other)[1]


def order(value):
    """Dates are ordered by their first day; of two that begin together the coarser goes first."""
    first, last = days(value)
    return first, -last.toordinal()


# ---------------------------------------------------------------- the book

class Book:
    def __init__(self):
        self.parties = {}
        self.sources = {}
        self.articles = {}
        self.claims = {}      # each with "_article": an id or None
        self.needs_origins = 2

    def add_file(self, stem, table):
        article = None
        if "article" in table:
            article = table["article"].get("id", stem)
            self.articles[article] = table["article"]
        for party in table.get("party", []):
            self.parties[party["id"]] = party
        for source in table.get("source", []):
            self.sources[source["id"]] = source
        for claim in table.get("claim", []):
            claim["_article"] = article
            self.claims[claim["id"]] = claim

    @staticmethod
    def load(folder):
        book = Book()
        config = os.path.join(folder, "claimbook.toml")
        if os.path.exists(config):
            with open(config, "rb") as file:
                book.needs_origins = tomllib.load(file).get("policy", {}).get("needs_origins", 2)
        paths = [os.path.join(where, name) for where, _, names in os.walk(os.path.join(folder, "claims")) for name in names]
        for path in sorted(path for path in paths if path.endswith(".toml")):
            with open(path, "rb") as file:
                book.add_file(os.path.basename(path)[:-len(".toml")], tomllib.load(file))
        return book


# ---------------------------------------------------------------- the rules

class Oracle:
    def __init__(self, book, without=(), today=None):
        self.book = book
        self.without = frozenset(without)
        self.today = today or datetime.date.today()
        self.by_name = {}
        for pid, party in book.parties.items():
            for name in [party["name"]] + party.get("aliases", []):
                self.by_name.setdefault(folded(name), pid)

    # ------------------------------------------------------------ parties and houses

    def party(self, name):
        """The id of the party that a name means: an exact id, else a name or alias, case and spacing aside (of two parties with
        one name the first by file and line); or None."""
        if name in self.book.parties:
            return name
        return self.by_name.get(folded(name))

    def who(self, name):
        """A name as a party or, failing that, as a name of its own."""
        pid = self.party(name)
        return ("name", folded(name)) if pid is None else ("party", pid)

    def chain(self, name):
        """Whoever is named, what that is part of, and so on, each once; and where a circle closes, if one does."""
        seen = []
        one = self.who(name)
        while one not in seen:
            seen.append(one)
            kind, pid = one
            above = self.book.parties[pid].get("part_of") if kind == "party" else None
            if above is None:
                return seen, None
            one = self.who(above)
        return seen, seen.index(one)

    def house(self, name):
        """The top of the chain; of a circle the smallest id; None of None."""
        if name is None:
            return None
        chain, circle = self.chain(name)
        return chain[-1] if circle is None else min(chain[circle:])

    def houses(self, names):
        return {self.house(name) for name in names}

    def reliability(self, name):
        """The reliability of somebody: its own or, failing that, the nearest up the chain."""
        for kind, pid in self.chain(name)[0]:
            if kind == "party" and "reliability" in self.book.parties[pid]:
                return self.book.parties[pid]["reliability"]
        return None

    def interests_of_party(self, name):
        pid = None if name is None else self.party(name)
        return [] if pid is None else self.book.parties[pid].get("interests", [])

    def speaker_house(self, claim):
        """The house of the speaker, else of the article's publisher, else the article itself; None where there is none."""
        article = claim["_article"]
        if "speaker" in claim:
            return self.house(claim["speaker"])
        if article is None:
            return None
        return self.publisher_house_of_article(article)

    def publisher_house_of_article(self, article):
        publisher = self.field(article, "publisher")
        return ("article", article) if publisher is None else self.house(publisher)

    # ------------------------------------------------------------ said, held or done

    def quoted(self, claim):
        """Whose words, position or act it is: `quoted`, else the speaker that the claim names. Only of some kinds."""
        if claim.get("kind") not in SAID_OR_DONE:
            return None
        return claim.get("quoted", claim.get("speaker"))

    def quoted_house(self, claim):
        return self.house(self.quoted(claim))

    def is_speech(self, claim):
        """Of a quotation or a position it is checked that it was said. One that names nobody is judged like an event."""
        return claim.get("kind") in ("quotation", "position") and self.quoted(claim) is not None

    def is_act(self, claim):
        return claim.get("kind") == "act" and self.quoted(claim) is not None

    def one_house_speaks_and_is_quoted(self, claim):
        quoted = self.quoted_house(claim)
        return quoted is not None and quoted == self.speaker_house(claim)

    def is_document_of_actor(self, claim, node, kinds):
        """A text of one of these kinds that the actor's house publishes."""
        return (self.is_act(claim) and self.field(node, "kind") in kinds
                and self.publisher_house(node) == self.quoted_house(claim))

    # ------------------------------------------------------------ whose word a passage is

    def voice(self, claim, row):
        """The voice of a row, or None where it says nothing new: of the house of its source's voice, else of its publisher;
        for a quotation or position, of the quoted house."""
        if "voice" not in row:
            return None
        source = row["source"]
        before = self.field(source, "voice") or self.field(source, "publisher")
        house = self.house(row["voice"])
        if before is not None and house == self.house(before):
            return None
        if self.is_speech(claim) and house == self.quoted_house(claim):
            return None
        return row["voice"]

    def stated_voice(self, voice, source):
        """The house of a voice, unless it is that of the source's publisher."""
        house = self.house(voice)
        return set() if house in (None, self.publisher_house(source)) else {house}

    def voices(self, claim, row):
        """The houses whose voice is stated under a row: by what it rests on, by the row, and then by its source too."""
        found = set()
        for node in self.under(claim, row):
            found |= self.stated_voice(self.field(node, "voice"), node)
        if self.voice(claim, row) is not None:
            found |= self.stated_voice(self.voice(claim, row), row["source"])
            found |= self.stated_voice(self.field(row["source"], "voice"), row["source"])
        return found

    # ------------------------------------------------------------ sources

    def known(self, node):
        """An article can be named as a source."""
        return node in self.book.sources or node in self.book.articles

    def field(self, node, name):
        """A field of a source. Of an article that is named as one only the publisher; nothing of an unknown source."""
        if name == "publisher":
            return self.published_by(self.book.sources.get(node) or self.book.articles.get(node) or {})
        return self.book.sources.get(node, {}).get(name)

    def published_by(self, record):
        """The publisher as written, else the party with the longest domain that the address is under, then the smallest id."""
        host = host_of(record.get("url") or record.get("archive") or "")
        if "publisher" in record or not host:
            return record.get("publisher")
        owners = [
            (-len(plain(domain)), pid)
            for pid, party in self.book.parties.items()
            for domain in party.get("domains", [])
            if host == plain(domain) or host.endswith("." + plain(domain))
        ]
        return min(owners)[1] if owners else None

    def publisher_house(self, node):
        if node not in self.book.sources and node in self.book.articles:
            return self.publisher_house_of_article(node)
        return self.house(self.field(node, "publisher"))

    def voice_house(self, node):
        return self.house(self.field(node, "voice"))

    def is_of_house(self, node, house):
        """Its publisher or its voice is of this house."""
        return house is not None and house in (self.publisher_house(node), self.voice_house(node))

    # ------------------------------------------------------------ the graph

    def parents(self, node):
        """What a source derives from: nothing where it is own reporting, and nothing for an unknown one."""
        if self.field(node, "own_reporting"):
            return []
        return self.field(node, "derived_from") or []

    def reached(self, starts):
        """The starts and all their ancestors."""
        found, todo = set(), list(starts)
        while todo:
            node = todo.pop()
            if node not in found:
                found.add(node)
                todo.extend(self.parents(node))
        return found

    def starts(self, row):
        """A row starts at its source or, with `via`, at the parents named there."""
        return row.get("via") or [row["source"]]

    def own_reporting(self, row):
        """A row with `via` is not own reporting, whatever its source is."""
        return not row.get("via") and bool(self.field(row["source"], "own_reporting"))

    def rests_on_nothing(self, claim, row):
        """A bare word against the claim, by somebody else than the source."""
        return row["stance"] in ("denies", "disputes") and not row.get("via") and self.voice(claim, row) is not None

    def under(self, claim, row):
        """What a row rests on: where it starts, and all ancestors."""
        return set() if self.rests_on_nothing(claim, row) else self.reached(self.starts(row))

    def roots(self, claim, row):
        """The sink components of what a row rests on: each a set of sources that cite one another in a circle, or one source."""
        result = set()
        for node in self.under(claim, row):
            beyond = self.reached([node])
            if all(node in self.reached([other]) for other in beyond):
                result.add(frozenset(beyond))
        return result

    def is_circle(self, root):
        return any(parent in root for node in root for parent in self.parents(node))

    # ------------------------------------------------------------ striking

    def retracted(self, node):
        """From the first day of its retraction on."""
        on = self.field(node, "retracted")
        return node in self.without or on is not None and days(on)[0] <= self.today

    def ratings(self, claim, node, is_statement=False):
        """The ratings of a source's publisher and voice that apply: those of the quoted house do not for a quotation or
        position, nor, for an act, at a document of the actor."""
        waived = None
        if self.is_speech(claim) or (self.is_document_of_actor(claim, node, ["document"]) and not is_statement):
            waived = self.quoted_house(claim)
        named = [self.field(node, "publisher"), self.field(node, "voice")]
        return {self.reliability(name) for name in named if name is not None and self.house(name) != waived}

    def is_own_word(self, claim, node, is_statement=False):
        """For a supporting row about content: it is published or voiced by the speaker's house, or is the actor's word about
        himself."""
        speaker = self.speaker_house(claim)
        if self.is_act(claim) and self.is_of_house(node, self.quoted_house(claim)):
            return is_statement or not self.is_document_of_actor(claim, node, ["document", "dataset"]) or (
                speaker != self.quoted_house(claim) and self.is_of_house(node, speaker))
        if self.is_speech(claim) and speaker == self.quoted_house(claim):
            return False
        return self.is_of_house(node, speaker)

    def struck(self, node, claim, row, attribution):
        """Whether a source is struck, for this claim and this row. `attribution`: the row is asked about the attribution."""
        if node == claim["_article"]:
            return True
        if attribution and self.is_of_house(node, self.speaker_house(claim)):
            return False
        if self.retracted(node) or "E" in self.ratings(claim, node):
            return True
        return row["stance"] == "supports" and not attribution and self.is_own_word(claim, node)

    def row_is_struck(self, claim, row, attribution):
        """The row's own source, which counts as a statement with the row's voice if the row has one."""
        source, voice = row["source"], self.voice(claim, row)
        if self.struck(source, claim, row, attribution):
            return True
        if voice is None or (attribution and self.is_of_house(source, self.speaker_house(claim))):
            return False
        if self.reliability(voice) == "E" or "E" in self.ratings(claim, source, is_statement=True):
            return True
        if row["stance"] != "supports" or attribution:
            return False
        of_act = self.is_act(claim) and self.house(voice) == self.quoted_house(claim)
        kept = self.is_speech(claim) and self.one_house_speaks_and_is_quoted(claim)
        of_speaker = self.house(voice) == self.speaker_house(claim) and not kept
        return of_act or of_speaker or self.is_own_word(claim, source, is_statement=True)

    def eligible(self, claim, row, attribution=False):
        """Its source is known and not struck, its credibility not 5, and some road of unstruck sources leads from its start
        to a root all of whose members are unstruck. A bare word needs no road."""
        def free(node):
            return not self.struck(node, claim, row, attribution)
        if not self.known(row["source"]) or self.row_is_struck(claim, row, attribution) or row.get("credibility") == 5:
            return False
        if self.rests_on_nothing(claim, row):
            return True
        on_free_roads, todo = set(), list(self.starts(row))
        while todo:
            node = todo.pop()
            if node not in on_free_roads and free(node):
                on_free_roads.add(node)
                todo.extend(self.parents(node))
        return any(root & on_free_roads and all(free(node) for node in root) for root in self.roots(claim, row))

    # ------------------------------------------------------------ independence

    def conflict(self, claim, one, two, aside):
        """Whether two rows are not independent: by a shared origin, a shared voice or a shared family. The voice of the house
        `aside` is nobody's."""
        under_one, under_two = self.under(claim, one), self.under(claim, two)
        if under_one & under_two:
            return True
        voices_one, voices_two = self.voices(claim, one) - {aside}, self.voices(claim, two) - {aside}
        publishers_one = {self.publisher_house(node) for node in under_one} - {None}
        publishers_two = {self.publisher_house(node) for node in under_two} - {None}
        if voices_one & (voices_two | publishers_two) or voices_two & publishers_one:
            return True
        return bool(publishers_one & publishers_two) and not self.two_desks_or_witnesses(claim, one, two)

    def two_desks_or_witnesses(self, claim, one, two):
        """Both rows are own reporting, of different publishers or of different witnesses of one publisher."""
        rows = [row for row in (one, two) if self.own_reporting(row) and self.voice(claim, row) is None]
        publishers = [self.field(row["source"], "publisher") for row in rows]
        if len(publishers) < 2 or None in publishers:
            return False
        if self.who(publishers[0]) != self.who(publishers[1]):
            return True
        witnesses = [self.witness(row["source"]) for row in rows]
        return None not in witnesses and witnesses[0] != witnesses[1]

    def witness(self, source):
        """The house of the witness in an interview, if that is a registered party of another house than the publisher's; of
        an observation by the publisher itself, the publisher's."""
        kind, voice, desk = self.field(source, "kind"), self.field(source, "voice"), self.publisher_house(source)
        if kind == "interview" and voice is not None and self.party(voice) is not None and self.house(voice) != desk:
            return self.house(voice)
        if kind == "observation" and (voice is None or self.house(voice) == desk):
            return desk
        return None

    def independent(self, claim, rows, aside):
        """The size of the largest set of rows in which no two conflict: every set is tried, the largest first."""
        pairs = {(i, j) for i, j in itertools.combinations(range(len(rows)), 2)
                 if self.conflict(claim, rows[i], rows[j], aside)}
        for size in range(len(rows), 0, -1):
            for some in itertools.combinations(range(len(rows)), size):
                if not any(pair in pairs for pair in itertools.combinations(some, 2)):
                    return size
        return 0

    # ------------------------------------------------------------ established

    def root_is_established(self, claim, row, root):
        """Known, no circle, with a named publisher, and: own reporting whose voice has no stake, or a document, a dataset or an
        observation, or of a quotation or position published or voiced by the quoted house."""
        if self.is_circle(root) or not all(self.known(node) for node in root):
            return False
        (node,) = root
        publisher, kind, voice = (self.field(node, name) for name in ("publisher", "kind", "voice"))
        if publisher is None:
            return False
        if self.voice(claim, row) is not None and not row.get("via") and node == row["source"]:
            kind = "statement"
        if self.is_speech(claim) and self.is_of_house(node, self.quoted_house(claim)):
            return True
        if kind in PRIMARY:
            return True
        return bool(self.field(node, "own_reporting")) and (
            voice is None or kind == "interview" or self.house(voice) == self.house(publisher)
            or self.house(voice) not in self.stakes(claim, row))

    def established(self, claim, row):
        """Its credibility is 1, 2 or not given, nothing of reliability D is under it, all its roots are established, and its
        own voice has no stake."""
        if row.get("credibility") not in (None, 1, 2):
            return False
        voice, source = self.voice(claim, row), row["source"]
        if voice is not None and (self.reliability(voice) == "D" or self.house(voice) in self.stakes(claim, row)):
            return False
        if "D" in self.ratings(claim, source, is_statement=voice is not None):
            return False
        if any("D" in self.ratings(claim, node) for node in self.under(claim, row)):
            return False
        return all(self.root_is_established(claim, row, root) for root in self.roots(claim, row))

    # ------------------------------------------------------------ interest

    def stakes(self, claim, row):
        """For a supporting row the houses concerned and the speaker's; for others those concerned and accused without the
        speaker's."""
        speaker, concerned = {self.speaker_house(claim)} - {None}, self.houses(claim.get("concerns", []))
        if row["stance"] == "supports":
            return concerned | speaker
        return (concerned | self.houses(claim.get("accuses", []))) - speaker

    def takes_part(self, node, stakes, voice=None):
        """The houses of its interests, of its publisher and voices and of their interests meet the stakes."""
        publisher = self.field(node, "publisher")
        voices = [name for name in (self.field(node, "voice"), voice) if name is not None]
        sides = {self.publisher_house(node)} | self.houses(voices)
        sides |= self.houses(self.field(node, "interests") or [])
        for name in [publisher] + voices:
            sides |= self.houses(self.interests_of_party(name))
        return bool(sides & stakes)

    def is_the_saying_itself(self, claim, row):
        """Its source is published by the quoted house (not by an outlet or agency that is not quoted itself), is copied from
        nobody, and carries no other house's voice; for an act, it is a document."""
        quoted, source = self.quoted(claim), row["source"]
        publisher, voice = self.field(source, "publisher"), self.field(source, "voice")
        if quoted is None or row["stance"] != "supports" or publisher is None:
            return False
        house = self.house(quoted)
        pid = self.party(publisher)
        if self.house(publisher) != house:
            return False
        if pid is not None and self.book.parties[pid].get("kind") in ("outlet", "agency") and self.party(quoted) != pid:
            return False
        if row.get("via") or self.parents(source) or self.voice(claim, row) is not None:
            return False
        if voice is not None and self.house(voice) != house:
            return False
        return claim["kind"] != "act" or self.field(source, "kind") == "document"

    def interested(self, claim, row):
        """Its source takes part, or every one of its roots has a member that does. Never of a quotation or position whose
        speaker is quoted, and never the saying itself."""
        if self.is_speech(claim) and self.one_house_speaks_and_is_quoted(claim):
            return False
        if self.is_the_saying_itself(claim, row):
            return False
        stakes = self.stakes(claim, row)
        if self.takes_part(row["source"], stakes, self.voice(claim, row)):
            return True
        return all(any(self.takes_part(node, stakes) for node in root) for root in self.roots(claim, row))

    # ------------------------------------------------------------ rulings and counter-claims

    def newest_ruling(self, claim):
        """The newest, to-day at the latest; of equal dates the last."""
        newest = None
        for ruling in claim.get("ruling", []):
            if days(ruling["on"])[0] > self.today:
                continue
            if newest is None or order(ruling["on"]) >= order(newest["on"]):
                newest = ruling
        return newest

    def ruled(self, claim):
        """The status that a person has ruled, or None. A ruling of `open` hands the claim back to its evidence."""
        ruling = self.newest_ruling(claim)
        return None if ruling is None or ruling["status"] == "open" else ruling["status"]

    def counter_claims(self, claim):
        """The claims of other houses that deny this one, or contradict it in either direction; but no opinion, no prediction,
        none that is ruled withdrawn or refuted, and no draft that nobody has ruled on."""
        mine = self.speaker_house(claim)
        found = []
        for other in self.book.claims.values():
            against = claim["id"] in other.get("denies", []) + other.get("contradicts", [])
            if not against and other["id"] not in claim.get("contradicts", []):
                continue
            same_house = mine is not None and mine == self.speaker_house(other)
            checkable = other.get("kind") not in ("opinion", "prediction")
            stands = self.ruled(other) not in ("withdrawn", "refuted")
            stands = stands and not (other.get("draft") and self.newest_ruling(other) is None)
            if other is not claim and not same_house and checkable and stands:
                found.append(other)
        return found

    # ------------------------------------------------------------ the status

    def about_content(self, claim):
        """The rows that speak for the content: all of them where one house speaks and is quoted."""
        both = self.one_house_speaks_and_is_quoted(claim)
        return [row for row in claim.get("evidence", []) if both or row.get("about", "content") == "content"]

    def content(self, claim, stance):
        return [row for row in self.about_content(claim) if row["stance"] == stance]

    def needs(self, claim, firmly_supporting):
        """How many origins the claim needs, and whether that is one because of the saying itself."""
        if "needs_origins" in claim:
            return claim["needs_origins"], False
        if "quoted" in claim and any(self.is_the_saying_itself(claim, row) for row in firmly_supporting):
            return 1, True
        return self.book.needs_origins, False

    def derive(self, claim, counter_claims):
        """The derived status and all that hangs on it."""
        def eligible(stance):
            return [row for row in self.content(claim, stance) if self.eligible(claim, row)]
        supporting, refuting = eligible("supports"), eligible("refutes")
        denying, disputing = eligible("denies"), eligible("disputes")
        firmly_supporting = [row for row in supporting if self.established(claim, row)]
        firmly_refuting = [row for row in refuting if self.established(claim, row)]
        aside = self.quoted_house(claim) if self.is_speech(claim) else None
        s, se, f, fe = (self.independent(claim, rows, aside)
                        for rows in (supporting, firmly_supporting, refuting, firmly_refuting))
        d = bool(denying or disputing or counter_claims)
        k, by_saying = self.needs(claim, firmly_supporting)
        checkable = claim.get("kind") not in ("opinion", "prediction")
        def one_is_free(rows):
            return any(not self.interested(claim, row) for row in rows)

        opposed = False
        if not checkable:
            status = "not-checkable"
        elif se >= k and fe == 0 and one_is_free(firmly_supporting):
            status, opposed = "corroborated", f >= 1 or d
        elif fe >= k and se == 0 and one_is_free(firmly_refuting):
            status, opposed = "refuted", s >= 1
        elif s >= 1 and (f >= 1 or d):
            status = "contested"
        elif f >= 1 and one_is_free(refuting):
            status = "doubtful"
        elif f >= 1 or d:
            status = "contested"
        elif s == 0:
            status = "unverified"
        elif s >= 2:
            status = "multi-report"
        else:
            status = "single-source"

        contested_by = None
        if status == "contested":
            if s >= 1 and f >= 1:
                contested_by = "evidence"
            elif f >= 1 or denying or counter_claims:
                contested_by = "denial"
            else:
                contested_by = "interpretation"
        return {
            "status": status, "opposed": opposed, "contested_by": contested_by,
            "all_interested": checkable and se >= k and fe == 0 and not one_is_free(firmly_supporting),
            "by_saying": by_saying,
            "s": s, "se": se, "f": f, "fe": fe, "supporting": supporting, "refuting": refuting,
        }

    # ------------------------------------------------------------ attribution

    def attribution(self, claim):
        """Did they say it? From the rows about the attribution; from every row where one house speaks and is quoted."""
        if "speaker" not in claim:
            return None
        rows = [row for row in claim.get("evidence", [])
                if row.get("about") == "attribution" or self.one_house_speaks_and_is_quoted(claim)]
        rows = [row for row in rows if self.eligible(claim, row, attribution=True)]
        supporting = [row for row in rows if row["stance"] == "supports"]
        refuting = any(row["stance"] == "refutes" for row in rows)
        if any(row["stance"] in ("denies", "disputes") for row in rows) or (supporting and refuting):
            return "disputed"
        if refuting:
            return "misattributed"
        if not supporting:
            return "unchecked"
        for row in supporting:
            if self.publisher_house(row["source"]) == self.speaker_house(claim) or self.own_reporting(row):
                return "confirmed"
        return "confirmed" if self.independent(claim, supporting, self.speaker_house(claim)) >= 2 else "reported"

    # ------------------------------------------------------------ flags

    def fragile(self, claim, derived, counter_claims):
        """Striking one source would weaken a status of corroborated or refuted, or what stands under a ruling of confirmed.
        Not where one origin is enough because it is the saying itself."""
        if derived["by_saying"]:
            return False
        status = derived["status"]
        if status not in ("corroborated", "refuted") and self.ruled(claim) != "confirmed":
            return False
        for source in self.bearing_on(claim):
            without = Oracle(self.book, self.without | {source}, self.today)
            then = without.derive(claim, counter_claims)["status"]
            if status == "refuted" and then != status or STRENGTH.get(then, 0) < STRENGTH.get(status, 0):
                return True
        return False

    def bearing_on(self, claim):
        """The sources that the claim's rows cite, and all that these rest on. An unknown one has nothing to be retracted."""
        sources = set()
        for row in claim.get("evidence", []):
            sources |= {row["source"]} | self.under(claim, row)
        return {source for source in sources if self.known(source)}

    def flags(self, claim, derived, counter_claims):
        flags = []
        evidence = claim.get("evidence", [])
        if any(self.is_circle(root) for row in self.about_content(claim) for root in self.roots(claim, row)):
            flags.append("circular")
        if self.content(claim, "qualifies"):
            flags.append("qualified")
        if any(self.roots(claim, one) & self.roots(claim, two) for one in derived["supporting"] for two in derived["refuting"]):
            flags.append("self-conflict")
        if derived["all_interested"]:
            flags.append("all-interested")
        if derived["opposed"]:
            flags.append("opposed")
        if self.fragile(claim, derived, counter_claims):
            flags.append("fragile")
        if self.ruled(claim) is not None:
            on = self.newest_ruling(claim)["on"]
            if any("added" in row and surely_later(row["added"], on) for row in evidence):
                flags.append("reopen")
            pairs = DIFFERS.get(self.ruled(claim), {})
            if derived["status"] in pairs and not (pairs[derived["status"]] and derived["opposed"]):
                flags.append("ruling-differs")
        if "recheck_by" in claim and days(claim["recheck_by"])[1] < self.today:
            flags.append("stale")
        return sorted(flags)

    # ------------------------------------------------------------ the answer

    def answer(self, claim):
        counter_claims = self.counter_claims(claim)
        derived = self.derive(claim, counter_claims)
        return {
            "id": claim["id"],
            "status": self.ruled(claim) or derived["status"],
            "derived_status": derived["status"],
            "contested_by": derived["contested_by"],
            "attribution_status": self.attribution(claim),
            "flags": self.flags(claim, derived, counter_claims),
            "support": {"possible": derived["s"], "established": derived["se"],
                        "items": len(self.content(claim, "supports"))},
            "refute": {"possible": derived["f"], "established": derived["fe"],
                       "items": len(self.content(claim, "refutes"))},
        }

    def answers(self):
        return [self.answer(self.book.claims[cid]) for cid in sorted(self.book.claims)]


def host_of(url):
    """The host of a web address, seen through the Wayback Machine."""
    copy = re.match(r"https?://(?:www\.)?web\.archive\.org/web/[0-9a-z_*]+/(.*)", url, re.IGNORECASE)
    if copy:
        return host_of(copy[1] if "://" in copy[1] else "https://" + copy[1])
    match = re.match(r"https?://(?:[^/?#@]*@)?([^/?#:@]+)", url, re.IGNORECASE)
    return plain(match[1]) if match else None


def plain(host):
    return host.rstrip(".").lower().encode("idna").decode()


def folded(name):
    """The same for all spellings of a name, as docs/format.md lists them."""
    while True:
        text = unicodedata.normalize("NFD", "".join(ALIKE.get(c, c) for c in unicodedata.normalize("NFD", name)))
        text = re.sub(INVISIBLE, "", unicodedata.normalize("NFKD", text.casefold()))
        text = re.sub("(i[\u0300-\u036f]*?)\u0307+", r"\1", re.sub(DASHES, "-", text))
        text = " ".join(unicodedata.normalize("NFKC", text).split())
        if text == name:
            return text
        name = text


# Of the characters that Unicode calls default ignorable and dashes, the ones that names hold.
INVISIBLE = "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
DASHES = "[\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2053\u2212\u2796\u2e3a\u2e3b\u301c\u3030\u30a0\ufe58\uff0d]"
ALIKE = dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\uff07", "'")
ALIKE |= {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u06aa": "\u0643", "\u0131": "i"}


def main():
    parser = argparse.ArgumentParser(description="the rules of corroboration, straight and slow")
    parser.add_argument("book", nargs="?", default=".")
    parser.add_argument("--today", type=datetime.date.fromisoformat)
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE")
    args = parser.parse_args()
    json.dump(Oracle(Book.load(args.book), args.without, args.today).answers(), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
