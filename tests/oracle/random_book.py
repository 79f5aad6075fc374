#!/usr/bin/env python3
"""Writes a small random book in which the corroboration rules meet by accident.

    random_book.py --seed N --dir DIR

The same seed gives the same book. The alphabet is small, so that houses, origins and voices coincide often. Every file is
valid by `docs/format.md`; dangling references, circles and contradicting fields are wanted.
"""

import argparse
import json
import os
import random

WORDS = ["alder", "birch", "cedar", "elm", "fir", "hazel"]
SOURCES = ["amber", "basalt", "chalk", "dolomite", "flint", "gneiss", "jasper", "marble", "onyx", "slate"]
HOSTS = ["https://north.example/", "http://news.un.north.example./", "https://notnorth.example/", "https://South.Example:8080/"]
FREE_NAMES = ["Free Voice", "free voice", "Free  Voice ", "Free Voice", "FreeVoice", "Night Gazette", "night gazette",
              "tale-one", "Desk"]
DANGLING = ["lost-wire", "lost-wire", "lost-leaflet", "alder", "c-1"]     # a party and a claim are no sources
KINDS = ["report", "wire", "document", "dataset", "statement", "interview", "observation", "media", "analysis"]
CLAIM_KINDS = ["event", "figure", "quotation", "position", "act", "relation", "cause", "prediction", "opinion"]
STANCES = ["supports", "refutes", "denies", "disputes", "qualifies", "context"]
RULINGS = ["confirmed", "refuted", "contested", "misleading", "outdated", "unverifiable", "withdrawn", "open"]
DATES = ["2026-01-15", "2026-02-10", "2026-03-01", "2026-03-20", "2026-04-02"]
COARSE = ["2026-03", "2026-02", "2026", "2025"]
TO_COME = ["2098-07-01", "2098-07", "2099"]


class Literal(str):
    """A value written without quotes (a TOML date or number)."""


def value(v):
    if isinstance(v, Literal):
        return str(v)
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, int):
        return str(v)
    if isinstance(v, list):
        return "[" + ", ".join(value(x) for x in v) + "]"
    return json.dumps(v)


def table(head, fields, indent=""):
    lines = [indent + head]
    for key, v in fields.items():
        if v is not None:
            lines.append(f"{indent}{key} = {value(v)}")
    return "\n".join(lines) + "\n"


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        r = self.r
        # how much stands in the way of a count: some books are clean, so that much gets corroborated
        self.dirt = r.choice([0.15, 0.5, 1.0, 1.0, 1.6])
        self.parties = WORDS[:r.randint(3, 6)]
        self.sources = ["s-" + s for s in SOURCES[:r.randint(4, 10)]]
        self.derived = {}
        self.articles = ["tale-one", "tale-two"][:r.randint(1, 2)]
        self.claims = [f"c-{i}" for i in range(1, r.randint(4, 10) + 1)]

    def maybe(self, p):
        return self.r.random() < p

    def dirty(self, p):
        return self.r.random() < p * self.dirt

    def date(self, coarse=0.15):
        if self.maybe(coarse):
            text = self.r.choice(COARSE)
            if len(text) == 4 and self.maybe(0.5):
                return Literal(text)
            return text
        text = self.r.choice(DATES)
        return Literal(text) if self.maybe(0.7) else text

    def effect(self, coarse=0.15):
        """A date that can have an effect; some are still to come, and have none yet."""
        return self.r.choice(TO_COME) if self.maybe(0.15) else self.date(coarse)

    def name(self):
        """Somebody, by id, name, alias, or a free name."""
        r = self.r
        if self.maybe(0.15):
            return r.choice(FREE_NAMES)
        word = r.choice(self.parties)
        form = r.random()
        if form < 0.6:
            return word
        full = "The " + word.capitalize()
        alias = word.capitalize() + " Desk"
        if form < 0.7:
            return full
        if form < 0.8:
            return alias
        if form < 0.9:
            return full.upper().replace(" ", "  ")
        if form < 0.97:
            return " " + alias.lower() + " "
        return word.capitalize()     # neither id (by case), nor name, nor alias

    def names(self, most=2):
        return [self.name() for _ in range(self.r.randint(1, most))]

    def one_or(self, names, p_dangling):
        return self.r.choice(DANGLING) if self.maybe(p_dangling) else self.r.choice(names)

    def party(self, word):
        r = self.r
        part_of = None
        if self.maybe(0.4):
            part_of = self.name()
        return table("[[party]]", {
            "id": word,
            "name": "The " + word.capitalize(),
            "aliases": [word.capitalize() + " Desk"] + (["Desk"] if self.maybe(0.3) else []),
            "kind": r.choice(["state", "institution", "group", "company", "outlet", "agency", "person", None]),
            "part_of": part_of,
            "domains": r.sample(["north.example", "un.north.example", "south.example"], 2) if self.maybe(0.3) else None,
            "reliability": r.choice("AABBCDDEF") if self.dirty(0.3) else None,
            "interests": self.names() if self.dirty(0.2) else None,
        })

    def source_names(self):
        """Names as they may stand in derived_from, via, or an evidence row."""
        names = self.sources * 3 + self.articles
        return self.one_or(names, 0.08 * self.dirt)

    def source(self, sid):
        r = self.r
        derived = None
        if self.maybe(0.5 if self.dirt > 0.2 else 0.3):
            # mostly forwards, so that not everything ends in one circle
            later = [s for s in self.sources if s > sid]
            derived = []
            for _ in range(r.choice([1, 1, 1, 2, 2, 3])):
                if later and self.maybe(0.7):
                    derived.append(r.choice(later))
                else:
                    derived.append(self.source_names())
            if not self.maybe(0.1):
                derived = [d for d in derived if d != sid] or None
        self.derived[sid] = derived or []
        own = None
        if self.maybe(0.5 if derived is None else 0.2):
            own = True
        elif self.maybe(0.1):
            own = False
        return table("[[source]]", {
            "id": sid,
            "title": "Title of " + sid,
            "publisher": self.name() if self.maybe(0.75) else None,
            "url": r.choice(HOSTS) + sid if self.maybe(0.3) else None,
            "published": self.date() if self.maybe(0.3) else None,
            "kind": r.choice(KINDS) if self.maybe(0.6) else None,
            "voice": self.name() if self.dirty(0.3) else None,
            "derived_from": derived,
            "own_reporting": own,
            "interests": self.names() if self.dirty(0.15) else None,
            "retracted": self.effect() if self.dirty(0.12) else None,
        })

    def evidence(self, mood, kind):
        r = self.r
        source = self.source_names()
        if mood == "for":
            stance = r.choice(["supports"] * 12 + STANCES)
        elif mood == "against":
            stance = r.choice(["refutes"] * 12 + STANCES)
        else:
            stance = r.choice(["supports", "refutes"] * 2 + STANCES)
        about = None
        if self.maybe(0.25):
            about = "attribution"
        elif self.maybe(0.1):
            about = "content"
        via = None
        if self.maybe(0.3 if self.derived.get(source) else 0.08):
            # mostly parents, as meant
            parents = self.derived.get(source) or []
            via = [r.choice(parents) if parents and self.maybe(0.8) else self.source_names()
                   for _ in range(r.randint(1, 2))]
        elif self.maybe(0.02):
            via = []
        return table("[[claim.evidence]]", {
            "source": source,
            "stance": stance,
            "about": about,
            "via": via,
            "voice": self.name() if self.dirty(0.25) else None,
            "credibility": r.randint(1, 6) if self.dirty(0.25) else None,
            "quote": "words" if self.maybe(0.1) else None,
            "added": self.date() if self.maybe(0.5) else None,
        }, "  ")

    def ruling(self):
        return table("[[claim.ruling]]", {
            "status": self.r.choice(RULINGS + ["confirmed", "confirmed", "refuted"]),
            "on": self.effect(0.1),
            "by": "amina",
            "reason": "as told",
        }, "  ")

    def claim(self, cid):
        r = self.r
        kind = r.choice(CLAIM_KINDS + ["event", "figure", "quotation", "act"] * 2) if self.maybe(0.8) else None
        speaker = self.name() if self.maybe(0.7) else None
        others = self.claims + ["c-gone"]
        text = table("[[claim]]", {
            "id": cid,
            "text": "Statement " + cid + ".",
            "speaker": speaker,
            "quoted": r.choice([speaker, self.name()]) if self.maybe(0.5) else None,
            "kind": kind,
            "accuses": self.names() if self.maybe(0.2) else None,
            "concerns": self.names() if self.maybe(0.15) else None,
            "denies": [r.choice(others)] if self.dirty(0.1) else None,
            "contradicts": [r.choice(others)] if self.dirty(0.1) else None,
            "repeats": [r.choice(others)] if self.maybe(0.1) else None,
            "needs_origins": r.choice([1, 1, 2, 3, 4]) if self.maybe(0.4) else None,
            "recheck_by": r.choice([Literal("2020-05-05"), "2021", "2022-07", Literal("2099-01-01"), Literal("2098"), Literal("2026")])
            if self.maybe(0.2) else None,
        })
        mood = r.choice(["for", "for", "against", "mixed"])
        rows = r.choice([0, 1, 2, 3, 3, 4, 4, 5, 6, 7])
        if mood != "mixed" and self.maybe(0.02):
            rows = r.randint(8, 13)
        parts = [self.evidence(mood, kind) for _ in range(rows)]
        if self.maybe(0.4):
            parts += [self.ruling() for _ in range(r.choice([1, 1, 2, 3]))]
        return "\n".join([text] + parts)

    def files(self):
        r = self.r
        stems = ["tale-one", "registry", "more", "deep/other"][:r.randint(2, 4)]
        heads = {stem: "" for stem in stems}
        homes = r.sample(stems, len(self.articles))
        for article, stem in zip(list(self.articles), homes):
            last = stem.split("/")[-1]
            # the id left out: the stem; it must not be another article's id
            unnamed = self.maybe(0.3) and last not in self.articles
            if unnamed:
                self.articles[self.articles.index(article)] = last
            heads[stem] = table("[article]", {
                "id": None if unnamed or (last == article and self.maybe(0.5)) else article,
                "title": "Title of " + article,
                "publisher": self.name() if self.maybe(0.7) else None,
                "url": r.choice(HOSTS) + article if self.maybe(0.3) else None,
                "published": self.date() if self.maybe(0.5) else None,
            })
        bodies = {stem: {"party": [], "source": [], "claim": []} for stem in stems}
        for word in self.parties:
            bodies[r.choice(stems)]["party"].append(self.party(word))
        for sid in self.sources:
            bodies[r.choice(stems)]["source"].append(self.source(sid))
        for cid in self.claims:
            bodies[r.choice(stems)]["claim"].append(self.claim(cid))
        result = {}
        for stem in stems:
            groups = list(bodies[stem].values())
            r.shuffle(groups)
            parts = [heads[stem]] + [p for group in groups for p in group]
            result["claims/" + stem + ".toml"] = "\n".join(p for p in parts if p)
        if self.maybe(0.7):
            fields = {"needs_origins": r.randint(1, 3)} if self.maybe(0.7) else {}
            result["claimbook.toml"] = table("[policy]", fields)
        return result


def write(seed, folder):
    for path, text in Maker(seed).files().items():
        whole = os.path.join(folder, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as f:
            f.write(text)


def main():
    parser = argparse.ArgumentParser(description="a small random book")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--dir", required=True)
    args = parser.parse_args()
    write(args.seed, args.dir)


if __name__ == "__main__":
    main()
