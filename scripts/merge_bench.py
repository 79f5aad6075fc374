#!/usr/bin/env python3
"""Merges random edit scripts of one book with real git, and prints how many conflict.

Two people start from one book, and each makes some changes: they add sources, parties and claims, cite, rule, set fields,
rename and remove. Git merges the two in four ways: by lines, by lines with one file per source and party, and both again with
claimbook as its merge driver. For every merge without a conflict, the script counts what got lost or doubled. For every
conflict of the driver, it looks whether both people changed one field, removed what the other changed, or ruled differently.

    cargo build --release && python3 scripts/merge_bench.py
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import tomllib

CLAIMS, SOURCES, PARTIES = 20, 30, 10
WORDS = "amber basin canal delta ember fjord grove haven inlet jetty knoll lagoon mesa north ocean plain quarry river".split()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--merges", type=int, default=1000)
    parser.add_argument("--acts", type=int, default=10, help="changes of each person")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--claimbook", default="target/release/claimbook")
    return parser.parse_args()


def base():
    """A book: records by kind and id, in the order of their files."""
    book = {"source": {}, "party": {}, "claim": {}}
    for at in range(SOURCES):
        id = f"{WORDS[at % len(WORDS)]}-{at}"
        book["source"][id] = {"fields": {"title": f"Report {at}", "publisher": f"Paper {at % 7}"}}
    for at in range(PARTIES):
        book["party"][f"{WORDS[at]}-party"] = {"fields": {"name": f"Party {at}"}}
    sources = list(book["source"])
    for at in range(CLAIMS):
        book["claim"][f"claim-{at}"] = {
            "fields": {"text": f"Statement {at} is so.", "paragraph": at + 1, "tags": ["first"]},
            "evidence": [{"source": sources[at], "stance": "supports"}],
            "ruling": [],
        }
    for kind in ("source", "party"):
        book[kind] = dict(sorted(book[kind].items()))
    return book


def copy(book):
    def record(old):
        new = {"fields": {key: value[:] if isinstance(value, list) else value for key, value in old["fields"].items()}}
        for key in ("evidence", "ruling"):
            if key in old:
                new[key] = [dict(row) for row in old[key]]
        return new

    return {kind: {id: record(old) for id, old in records.items()} for kind, records in book.items()}


class Person:
    """Makes changes, and notes what they touch."""

    def __init__(self, book, name, chance):
        self.book, self.name, self.chance = copy(book), name, chance
        self.touched, self.removed, self.renamed, self.ruled = {}, set(), {}, {}
        self.new = 0

    def touch(self, kind, id, field, value):
        self.touched.setdefault((kind, self.old(id)), {})[field] = value

    def old(self, id):
        return next((old for old, new in self.renamed.items() if new == id), id)

    def act(self):
        acts = [self.cite] * 4 + [self.add_source] * 3 + [self.set] * 3 + [self.rule] * 2
        acts += [self.add_claim, self.add_party, self.tag, self.rename, self.remove]
        self.chance.choice(acts)()

    def pick(self, kind):
        return self.chance.choice(list(self.book[kind]))

    def fresh(self, kind, fields, rows=()):
        self.new += 1
        id = f"{self.chance.choice(WORDS)}-{self.name}-{self.new}"
        self.book[kind][id] = {"fields": fields, **{key: [] for key in rows}}
        if kind != "claim":
            self.book[kind] = dict(sorted(self.book[kind].items()))
        return id

    def add_source(self):
        return self.fresh("source", {"title": f"New {self.new} of {self.name}"})

    def add_party(self):
        self.fresh("party", {"name": f"New {self.new} of {self.name}"})

    def add_claim(self):
        """After the claims of a paragraph, as `add --paragraph` does."""
        paragraph = self.chance.randint(1, CLAIMS)
        id = self.fresh("claim", {"text": f"New {self.new} of {self.name}.", "paragraph": paragraph}, ("evidence", "ruling"))
        record = self.book["claim"].pop(id)
        claims = list(self.book["claim"].items())
        before = [at for at, (_, other) in enumerate(claims) if other["fields"]["paragraph"] <= paragraph]
        claims.insert(before[-1] + 1 if before else 0, (id, record))
        self.book["claim"] = dict(claims)

    def cite(self):
        source = self.add_source() if self.chance.random() < 0.5 else self.pick("source")
        claim = self.pick("claim")
        row = {"source": source, "stance": self.chance.choice(["supports", "denies"]), "by": self.name}
        rows = self.book["claim"][claim]["evidence"]
        if all((other["source"], other["stance"]) != (row["source"], row["stance"]) for other in rows):
            rows.append(row)
            self.touch("claim", claim, ("row", self.old(row["source"]), row["stance"]), self.name)
            self.touch("source", source, "cited", "there")

    def rule(self):
        claim, status = self.pick("claim"), self.chance.choice(["confirmed", "refuted"])
        day = f"2026-03-{self.chance.randint(1, 28):02}"
        rulings = self.book["claim"][claim]["ruling"]
        rulings.append({"status": status, "on": day, "by": self.name, "reason": "R"})
        newest = max(enumerate(rulings), key=lambda one: (one[1]["on"], one[0]))[1]
        self.ruled[self.old(claim)] = newest["status"]
        self.touch("claim", claim, ("ruling", self.name, len(rulings)), "there")

    def set(self):
        kind = self.chance.choice(["claim", "source", "party"])
        field = {"claim": "caveat", "source": "note", "party": "reliability"}[kind]
        value = self.chance.choice("ABCD")
        id = self.pick(kind)
        self.book[kind][id]["fields"][field] = value
        self.touch(kind, id, field, value)

    def tag(self):
        claim, tag = self.pick("claim"), self.chance.choice(WORDS[:4])
        tags = self.book["claim"][claim]["fields"].setdefault("tags", [])
        if tag not in tags:
            tags.append(tag)
            self.touch("claim", claim, ("tag", tag), "there")

    def rename(self):
        id = self.pick("source")
        if id in self.renamed.values() or self.name in id:
            return
        new = f"{id}-{self.name}"
        records = self.book["source"]
        self.book["source"] = {new if old == id else old: record for old, record in records.items()}
        for claim, record in self.book["claim"].items():
            for row in record["evidence"]:
                if row["source"] == id:
                    row["source"] = new
                    self.touch("claim", claim, ("named", id), new)
        self.touch("source", id, "id", new)
        self.renamed[id] = new

    def remove(self):
        kind = self.chance.choice(["claim", "source", "party"])
        id = self.pick(kind)
        if self.name in id:
            return
        del self.book[kind][id]
        self.removed.add((kind, self.old(id)))
        for claim, record in self.book["claim"].items():
            if any(kind == "source" and row["source"] == id for row in record["evidence"]):
                record["evidence"] = [row for row in record["evidence"] if row["source"] != id]
                self.touch("claim", claim, ("uncited", self.old(id)), "gone")


def clash(one, other):
    """Whether two people contradict each other."""
    for key in one.touched.keys() & other.touched.keys():
        fields = one.touched[key].keys() & other.touched[key].keys()
        if any(one.touched[key][field] != other.touched[key][field] for field in fields):
            return True
    for this, that in ((one, other), (other, one)):
        for key in this.removed & that.touched.keys():
            if set(that.touched[key]) - {"cited"}:
                return True
        # A row that one removes with its source, and that names the source by the other's new id.
        uncited = {field[1] for fields in this.touched.values() for field in fields if field[0] == "uncited"}
        if uncited & set(that.renamed):
            return True
    return any(other.ruled.get(claim, status) != status for claim, status in one.ruled.items())


def written(kind, id, record):
    lines = [f"[[{kind}]]", f'id = "{id}"']
    for key, value in record["fields"].items():
        lines.append(f"{key} = " + (f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')))
    for key in ("evidence", "ruling"):
        for row in record.get(key, []):
            lines += ["", f"  [[claim.{key}]]"]
            lines += [f"  {name} = " + (value if name == "on" else f'"{value}"') for name, value in row.items()]
    return "\n".join(lines) + "\n"


def files(person, each, homes):
    """The files of a book. With one file per source, a file keeps the name that its record had first."""
    book = person.book if isinstance(person, Person) else person
    old = person.old if isinstance(person, Person) else lambda id: id
    texts = {"claims/story.toml": '[article]\ntitle = "Story"\n\n' + "\n".join(written("claim", *one) for one in book["claim"].items())}
    for kind, name in (("source", "sources"), ("party", "parties")):
        if each:
            texts.update({f"claims/{name}/{homes(old(id))}.toml": written(kind, id, one) for id, one in book[kind].items()})
        else:
            texts[f"claims/{name}.toml"] = "\n".join(written(kind, *one) for one in book[kind].items())
    return texts


def commit(stream, mark, parent, texts, branch):
    stream.append(f"commit refs/heads/{branch}\nmark :{mark}\ncommitter a <a@b> {mark} +0000\ndata 0\n")
    stream.append((f"from :{parent}\n" if parent else "") + "deleteall\n")
    for path, text in texts.items():
        data = text.encode()
        stream.append(f"M 100644 inline {path}\ndata {len(data)}\n{text}\n")


def git(repository, *words, **options):
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", "-C", repository, *words], env=environment, capture_output=True, **{"text": True} | options)


def repository(folder, pairs, each):
    """A repository with a branch for each person of each pair."""
    git(folder, "init", "-q", check=True)
    stream, start = [], base()
    commit(stream, 1, None, files(start, each, str), "base")
    for at, pair in enumerate(pairs):
        for side, person in enumerate(pair):
            mark = 2 + 2 * at + side
            commit(stream, mark, 1, files(person, each, str), f"m{at}-{side}")
    git(folder, "fast-import", "--quiet", input="".join(stream), check=True)


def merge_all(folder, count):
    """The merge of each pair: the tree of a clean one, and None for a conflict. One process of git does them all."""
    wanted = "".join(f"m{at}-0 m{at}-1\n" for at in range(count))
    output = git(folder, "merge-tree", "--write-tree", "--stdin", "--no-messages", input=wanted, check=True).stdout
    parts, trees = iter(output.split("\0")), []
    for status in parts:
        if not status:
            break
        tree = next(parts)
        while next(parts):
            pass
        trees.append(tree if status == "1" else None)
    return trees


def objects(folder, ids):
    """Contents by object id."""
    output = git(folder, "cat-file", "--batch", input="".join(f"{id}\n" for id in ids).encode(), check=True, text=False).stdout
    found = {}
    while output:
        header, output = output.split(b"\n", 1)
        id, _, size = header.split()
        found[id.decode()], output = output[: int(size)], output[int(size) + 1 :]
    return found


def entries(tree):
    """The ids of a tree's folders, and those of its files."""
    found = {True: [], False: []}
    while tree:
        mode, rest = tree.split(b" ", 1)
        _, rest = rest.split(b"\0", 1)
        found[mode == b"40000"].append(rest[:20].hex())
        tree = rest[20:]
    return found[True], found[False]


def read_all(folder, trees):
    """The records of each tree; None for a tree of which a file is not TOML."""
    known, wanted = {}, {tree for tree in trees if tree}
    while wanted:
        known |= objects(folder, sorted(wanted))
        wanted = {id for id in wanted for id in entries(known[id])[0]} - known.keys()
    files = {id for tree in known.values() for id in entries(tree)[1]}
    parsed = {}
    for id, text in objects(folder, sorted(files)).items():
        try:
            tables = tomllib.loads(text.decode())
            parsed[id] = [(kind, record) for kind in ("source", "party", "claim") for record in tables.get(kind, [])]
        except tomllib.TOMLDecodeError:
            parsed[id] = None

    def below(id):
        folders, files = entries(known[id])
        found = [parsed[file] for file in files] + [below(folder) for folder in folders]
        return None if None in found else [record for records in found for record in records]

    return [tree and below(tree) for tree in trees]


def is_whole(records, pair):
    """Whether the merged records are those that both people kept or added, each once, with all rows that they added."""
    if records is None:
        return False
    one, other = pair
    ids = [(kind, record["id"]) for kind, record in records]
    wanted = set()
    for person, friend in ((one, other), (other, one)):
        for kind in ("source", "party", "claim"):
            for id in person.book[kind]:
                if (kind, person.old(id)) not in friend.removed:
                    wanted.add((kind, friend.renamed.get(person.old(id), id) if person.old(id) == id else id))
    if sorted(ids) != sorted(wanted):
        return False
    for kind, record in records:
        if kind != "claim":
            continue
        rows = [(row["source"], row["stance"]) for row in record.get("evidence", [])]
        for person, friend in ((one, other), (other, one)):
            mine = person.book["claim"].get(record["id"], {"evidence": [], "ruling": []})
            for row in mine["evidence"]:
                if row.get("by") != person.name or ("source", person.old(row["source"])) in friend.removed:
                    continue
                named = {row["source"], friend.renamed.get(row["source"], row["source"])}
                if sum((source, row["stance"]) in rows for source in named) < 1:
                    return False
            rulings = record.get("ruling", [])
            if sum(ruling["by"] == person.name for ruling in rulings) != len([one for one in mine["ruling"]]):
                return False
        if len(rows) != len(set(rows)):
            return False
    return True


def main():
    options = arguments()
    program = str(pathlib.Path(options.claimbook).resolve())
    chance = random.Random(options.seed)
    start, pairs = base(), []
    for _ in range(options.merges):
        pair = tuple(Person(start, name, chance) for name in ("amina", "bilal"))
        for person in pair:
            for _ in range(options.acts):
                person.act()
        pairs.append(pair)
    contradict = sum(clash(*pair) for pair in pairs)
    print(f"{options.merges} merges of {options.acts} changes against {options.acts}; in {share(contradict, options)} the two people contradict each other")
    print(f"{'':34}{'conflict':>10}{'lost or doubled':>17}{'conflict, no contradiction':>28}{'contradiction, no conflict':>28}")
    failed = False
    with tempfile.TemporaryDirectory() as place:
        for each in (False, True):
            folder = os.path.join(place, str(each))
            os.mkdir(folder)
            repository(folder, pairs, each)
            for driver in (False, True):
                if driver:
                    line = f"'{program}' merge --marker-size=%L --path=%P %O %A %B"
                    git(folder, "config", "merge.claimbook.driver", line, check=True)
                    pathlib.Path(folder, ".git/info/attributes").write_text("claims/** merge=claimbook\n")
                conflicts = wrong = needless = silent = 0
                trees = merge_all(folder, len(pairs))
                for pair, tree, records in zip(pairs, trees, read_all(folder, trees), strict=True):
                    conflicts += tree is None
                    needless += tree is None and not clash(*pair)
                    silent += tree is not None and clash(*pair)
                    wrong += tree is not None and not clash(*pair) and not is_whole(records, pair)
                name = ("one file per source" if each else "one file") + (", with the driver" if driver else ", by lines")
                print(f"{name:34}{share(conflicts, options):>10}{wrong:17}{needless:28}{silent:28}")
                failed |= driver and not each and bool(wrong or needless)
    sys.exit(failed)


def share(count, options):
    return f"{100 * count / options.merges:.1f} %"


if __name__ == "__main__":
    main()
