#!/usr/bin/env python3
"""Measures the program on large books, each row beside what the work cannot do without, in one run.

    scripts/bench.py [--by cpu|wall] [--rounds N] [--only WORD,...] [CLAIMS ...]      by default 1000 100000 1000000

Each line names the work, the program's time and peak memory, its floor, the ratio of the two, and the goal. `--by cpu` compares
the time on the processor, which says more on a machine that does other things too; what waits for the disk is compared by wall
time always. A floor is measured in turn with the work, over the same files. `MISSED` marks a goal that was not met.

Needs Rust, python3 and the sqlite3 shell. At a million claims it needs 6 GB of disk and half an hour.
"""

import argparse
import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PROGRAM = Path(os.environ.get("CLAIMBOOK", RELEASE / "claimbook"))
TAGGED = ["list", "--status", "contested", "--tag", "harbor-bridge"]
CLAIM, SOURCE, PARTY = "claim-7", "wire-1", "party-3"

VIEW = "SELECT v.* FROM {} JOIN claims v ON v.id = c.id {} ORDER BY v.file, v.line LIMIT 50"
LIST = """SELECT v.* FROM tag t JOIN claim c ON c.row = t.claim JOIN claims v ON v.id = c.id
          WHERE t.folded = 'harbor-bridge' AND v.status = 'contested' ORDER BY v.file, v.line"""
SEARCH = """SELECT v.* FROM claim_text t JOIN claim c ON c.row = t.rowid JOIN claims v ON v.id = c.id
            WHERE claim_text MATCH '"desalination" AND "subsidy"' ORDER BY rank"""
STATS = "SELECT what, word, n FROM tally"
CONTESTED = VIEW.format("assessment a JOIN claim c ON c.row = a.claim", "WHERE a.contested = 1")
SPEAKER = VIEW.format("assessment a JOIN claim c ON c.row = a.claim", f"WHERE a.speaker = '{PARTY}'")


class Run:
    """What one run of a process took: seconds by the clock, seconds on the processor, peak memory in MB."""

    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def once(command, cwd, stdout=subprocess.DEVNULL, stdin=None):
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def timed(work):
    """The same of a function of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Run(time.perf_counter() - wall, time.process_time() - cpu, 0)


def median(runs):
    part = lambda name: statistics.median(getattr(run, name) for run in runs)
    return Run(part("wall"), part("cpu"), max(run.memory for run in runs))


class Bench:
    """One book, and what was measured on it."""

    def __init__(self, book, claims, arguments):
        self.book, self.claims, self.by = book, claims, arguments.by
        self.rounds = arguments.rounds or (15 if claims <= 100_000 else 5)
        self.only = arguments.only.split(",") if arguments.only else []
        self.missed = []
        self.files = sorted((book / "claims").rglob("*.toml"))
        self.with_claims = [path for path in self.files if "[[claim]]" in path.read_text()]

    def wants(self, name):
        return not self.only or any(word in name for word in self.only)

    def index(self):
        found = subprocess.run([PROGRAM, "cache", "path"], cwd=self.book, stdout=subprocess.PIPE, text=True, check=True)
        return Path(found.stdout.strip())

    def ours(self, *words):
        return once([PROGRAM, *words], self.book)

    def shell(self, sql):
        return once(["sqlite3", self.index_path, sql], self.book)

    def stat(self):
        """One `stat` per file."""
        return once(["find", "claims", "-newer", self.index_path], self.book)

    def settle(self):
        """Lets the stamps of the files grow old, and the program note that."""
        time.sleep(3.2)
        self.ours("list", "--limit", "1")
        self.ours("list", "--limit", "1")

    def turns(self, *works, rounds=None):
        """Runs the works in turn, so that all of them meet the same noise; the median of each."""
        runs = [[] for _ in works]
        for _ in range(rounds or self.rounds):
            for of, work in zip(runs, works):
                of.append(work())
        return [median(of) for of in runs]

    def say(self, name, ours, floor=None, goal=None, by=None, memory=None, most=None):
        """Prints a row. `goal` bounds ours/floor; `most` the seconds, `memory` the MB."""
        by = by or self.by
        time_of = lambda run: getattr(run, by) * 1000
        line = f"  {name:<34} {time_of(ours):9.1f} ms {ours.memory:7.1f} MB"
        met = True
        if floor is not None:
            ratio = time_of(ours) / max(time_of(floor), 1e-6)
            line += f"   floor {time_of(floor):9.1f} ms   ratio {ratio:6.2f}"
            if goal:
                line += f"   goal ≤ {goal:g}"
                met &= ratio <= goal
        if most is not None:
            line += f"   goal ≤ {most:g} s"
            met &= time_of(ours) <= most * 1000
        if memory is not None:
            line += f"   goal ≤ {memory:g} MB"
            met &= ours.memory <= memory
        if not met:
            self.missed.append(name)
            line += "   MISSED"
        print(line, flush=True)

    # The rows.

    def build(self):
        ours = []
        for _ in range(3 if self.claims <= 100_000 else 1):
            self.ours("cache", "clear", "--quiet")
            ours.append(self.ours("list", "--limit", "1"))
        parse = once([RELEASE / "examples/parse_only", self.book], self.book)
        insert = self.imported()
        floor = Run(parse.wall + insert.wall, parse.cpu + insert.cpu, 0)
        self.say("build (floor: parse + .import)", median(ours), floor, 1.5)
        size, text = self.index().stat().st_size, sum(path.stat().st_size for path in self.files)
        share = size / text
        self.missed += ["index size"] if share > 2 else []
        print(f"  index {size / 1e6:.1f} MB, {share:.2f} × the text   goal ≤ 2{'   MISSED' if share > 2 else ''}")

    def imported(self):
        """`.import` of the rows of all tables, with the same indexes and full texts."""
        schema = (ROOT / "schema.sql").read_text()
        tables = re.findall(r"^CREATE TABLE (\w+)", schema, re.M)
        first, rest = schema.split("-- From here on: made when all rows are in")
        indexes = "\n".join(re.findall(r"^CREATE INDEX [^;]+;", rest, re.M))
        with tempfile.TemporaryDirectory(dir=self.book) as folder:
            for table in tables:
                with open(f"{folder}/{table}.csv", "w") as out:
                    subprocess.run(["sqlite3", "-csv", self.index(), f"SELECT * FROM {table}"], stdout=out, check=True)
            script = "PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\nPRAGMA cache_size=-64000;\n"
            # `.import` gives texts, and an empty one for null: the checks on types would refuse them.
            script += first.replace("STRICT, ", "").replace(") STRICT;", ");").replace(" NOT NULL", "") + "\n.mode csv\nBEGIN;\n"
            script += "".join(f".import {folder}/{table}.csv {table}\n" for table in tables)
            of_rows = "(SELECT group_concat({0}, ' ') FROM {1} r WHERE r.claim = c.row)"
            said = of_rows.format("ifnull(quote, '') || ' ' || ifnull(note, '')", "evidence")
            about = "ifnull(attribution, '') || ' ' || ifnull(section, '') || ' ' || ifnull(" + of_rows.format("tag", "tag") + ", '')"
            script += f"{indexes}\nINSERT INTO claim_text (rowid, text, quote, speaker, about, evidence) SELECT row, text, quote, speaker, "
            script += f"{about}, ifnull({said}, '') || ' ' || ifnull({of_rows.format('reason', 'ruling')}, '') FROM claim c;\n"
            script += "INSERT INTO source_text (rowid, title, id) SELECT row, title, id FROM source;\n"
            script += "INSERT INTO party_text (rowid, names, id) SELECT row, name, id FROM party;\nCOMMIT;\n"
            Path(f"{folder}/script.sql").write_text(script)
            with open(f"{folder}/script.sql") as stdin:
                return once(["sqlite3", f"{folder}/floor.db"], self.book, stdin=stdin)

    def warm(self):
        rows = [
            ("list, one tag", LIST, TAGGED),
            ("list --search", SEARCH, ["list", "--search", "desalination subsidy"]),
            ("stats", STATS, ["stats"]),
            ("list --contested --limit 50", CONTESTED, ["list", "--contested", "--limit", "50"]),
            ("list --speaker --limit 50", SPEAKER, ["list", "--speaker", PARTY, "--limit", "50"]),
        ]
        for name, sql, words in rows:
            if not self.wants(name):
                continue
            ours, query, stat = self.turns(lambda: self.ours(*words), lambda: self.shell(sql), self.stat)
            floor = Run(query.wall + stat.wall, query.cpu + stat.cpu, 0)
            self.say(f"{name} (floor: sqlite3 + stat)", ours, floor, 1.5)

    def reading(self):
        ours, show = self.turns(lambda: self.ours("log", CLAIM), lambda: self.ours("show", CLAIM))
        self.say("log CLAIM (floor: show)", ours, show, 1.5)
        ours, show = self.turns(lambda: self.ours("check", CLAIM), lambda: self.ours("show", CLAIM))
        self.say("check CLAIM (floor: show)", ours, show, 2)
        head = once(["sh", "-c", f"{PROGRAM} log | head -5"], self.book)
        self.say("log | head -5", head, memory=60)
        self.say("party list", median([self.ours("party", "list") for _ in range(3)]), most=0.3)
        self.say("source list", self.ours("source", "list"), memory=60)
        ours, listed = self.turns(lambda: self.ours(), lambda: self.ours(*TAGGED))
        self.say("start screen (floor: list)", ours, listed, 2)
        without = self.ours("list", "--without", SOURCE, "--limit", "50")
        self.say("list --without", without, most=1)

    def check(self):
        rounds = 3 if self.claims <= 100_000 else 1
        parse = lambda: once([RELEASE / "examples/parse_only", self.book], self.book)
        ours, floor = self.turns(lambda: self.ours("check", "--format", "short"), parse, rounds=rounds)
        self.say("check (floor: parse)", ours, floor, 3)

    def party(self):
        """Registers a party that nothing names yet, then one that a few claims name; then asks."""
        path = self.book / "claims/parties.toml"
        before = path.read_text()
        ours, unchanged = [], []
        for number in range(min(self.rounds, 7)):
            path.write_text(before + f'\n[[party]]\nid = "new-{number}"\nname = "New {number}"\n')
            ours.append(self.ours(*TAGGED))
            self.settle()
            unchanged.append(self.ours(*TAGGED))
        path.write_text(before)
        self.settle()
        self.say("append a party, list (floor: list)", median(ours), median(unchanged), 1.5, memory=60)

    def edited(self):
        path = self.with_claims[-2]
        before = path.read_text()
        ours, floor = [], []
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "claims").mkdir()
            shutil.copy(path, Path(folder) / "claims")
            parse = lambda: once([RELEASE / "examples/parse_only", folder], folder)
            for number in range(min(self.rounds, 7)):
                path.write_text(before.replace("[[claim]]", f"# {number}\n[[claim]]", 1).replace('text = "', 'text = "X', 1))
                ours.append(self.ours(*TAGGED))
                self.settle()
                unchanged, parsed = self.ours(*TAGGED), parse()
                floor.append(Run(1.5 * unchanged.wall + parsed.wall, 1.5 * unchanged.cpu + parsed.cpu, 0))
                path.write_text(before)
                self.settle()
        self.say("edit a file, list (1.5 list + parse)", median(ours), median(floor), 1, memory=60)

    def stamps(self):
        """The same content under new stamps: read and hashed once, and not again."""
        reads, ours, again, unchanged = [], [], [], []
        for _ in range(3):
            reads.append(timed(lambda: [path.read_bytes() for path in self.files]))
            unchanged.append(self.ours(*TAGGED))
            for path in self.files:
                os.utime(path)
            ours.append(self.ours(*TAGGED))
            again.append(self.ours(*TAGGED))
            self.settle()
        self.say("new stamps, list (floor: read files)", median(ours), median(reads), 3)
        self.say("list again (floor: list)", median(again), median(unchanged), 1.5)

    def cite(self):
        """A durable write, against an answer and writing the same file durably by hand."""
        path = self.with_claims[-1]
        claim = re.search(r'\[\[claim\]\]\nid = "([^"]+)"', path.read_text()).group(1)

        def durable():
            content, beside = path.read_bytes(), path.with_suffix(".new")
            with open(beside, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.rename(beside, path)
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

        before, ours, floor = path.read_text(), [], []
        for number in range(min(self.rounds, 7)):
            ours.append(self.ours("cite", claim, SOURCE, "--supports", "--locator", f"page {number}"))
            self.settle()
            listed, write = self.ours(*TAGGED), timed(durable)
            floor.append(Run(listed.wall + write.wall, listed.cpu + write.cpu, 0))
            self.settle()
        path.write_text(before)
        self.settle()
        self.say("cite (floor: list + durable write)", median(ours), median(floor), 2, by="wall")

    def waiting(self):
        """What a write waits for readers that suppose something."""
        alone = self.ours("set", CLAIM, "note=alone")
        script = f"while :; do {PROGRAM} list --without {SOURCE} --limit 5; {PROGRAM} source show {SOURCE}; done >/dev/null"
        readers = subprocess.Popen(["sh", "-c", script], cwd=self.book, start_new_session=True)
        try:
            time.sleep(0.3)
            beside = self.ours("set", CLAIM, "note=beside")
        finally:
            os.killpg(readers.pid, 15)
            readers.wait()
        self.ours("set", CLAIM, "note=")
        self.settle()
        self.say("set beside readers (floor: alone)", beside, alone, 3, by="wall")

    def bulk(self):
        """Sets a field of all claims of a kind."""
        ours = self.ours("set", "--kind", "opinion", "note=in bulk")
        self.ours("set", "--kind", "opinion", "note=")
        self.settle()
        most = 4.2 if self.claims > 100_000 else None
        self.say("set of all opinions", ours, most=most)

    def reports(self):
        formats = ["csv", "json", "text", "markdown"]
        time_goal = self.claims <= 10_000
        for name in formats:
            path = self.book / f"report.{name}"
            with open(path, "wb") as out:
                ours = [once([PROGRAM, "report", "--format", name], self.book, out)]
            with open(self.book / "list.json", "wb") as out:
                listed = once([PROGRAM, "list", "--format", "json"], self.book, out)
            write = once(["dd", f"if=report.{name}", "of=report.copy", "bs=1M", "status=none"], self.book)
            floor = Run(listed.wall + write.wall, listed.cpu + write.cpu, 0)
            self.say(f"report {name} (floor: list + write)", median(ours), floor, 3 if time_goal else None, memory=150)
            path.unlink()

    def run(self):
        if self.wants("build"):
            self.build()
        else:
            self.ours("list", "--limit", "1")
        self.settle()
        self.index_path = self.index()
        self.say("--version", median([self.ours("--version") for _ in range(5)]))
        self.warm()
        rows = ["reading", "party", "edited", "stamps", "cite", "waiting", "bulk", "check"]
        rows += ["reports"] if self.claims <= 100_000 else []
        for row in rows:
            if self.wants(row):
                getattr(self, row)()
        return self.missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", type=int, default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--by", choices=["cpu", "wall"], default="wall")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", help="rows with one of these words, such as party,cite,stamps")
    arguments = parser.parse_args()
    if "CLAIMBOOK" not in os.environ:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True)
    # In pieces: the peak memory of a process counts what this one had when it started it.
    with open(PROGRAM, "rb") as program:
        digest = hashlib.file_digest(program, "sha256").hexdigest()[:12]
    print(f"binary {digest}, {PROGRAM.stat().st_size / 1e6:.1f} MB; by {arguments.by} time; load {os.getloadavg()[0]:.1f}")
    missed = []
    with tempfile.TemporaryDirectory(prefix="claimbook-bench-") as folder:
        os.environ["CLAIMBOOK_CACHE"] = f"{folder}/caches"
        for claims in arguments.claims:
            book = Path(folder) / str(claims)
            subprocess.run([RELEASE / "examples/make_book", str(claims), book], check=True)
            bench = Bench(book, claims, arguments)
            print(f"{claims:,} claims, {len(bench.files):,} files", flush=True)
            missed += [f"{name} at {claims:,}" for name in bench.run()]
            shutil.rmtree(book)
    print(f"{len(missed)} goals missed" + "".join(f"\n  {name}" for name in missed))


if __name__ == "__main__":
    main()
