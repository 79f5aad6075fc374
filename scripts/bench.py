#!/usr/bin/env python3
"""Times whole processes, side by side with the sqlite3 shell in one run.

    scripts/bench.py [CLAIMS ...]        sizes, by default 1000 100000 1000000

Floors, in the same run over the same files: Q, the sqlite3 shell asking the index the same; T, `find -newer` over the files;
for a build, parsing the files with the same crate on all cores, and `.import` of the same rows with the same indexes and
full text; for a report, `list --format json`. Give it a quiet machine, and trust ratios and medians. Needs Rust, python3 and sqlite3.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PROGRAM = RELEASE / "claimbook"
LIST = """SELECT v.* FROM tag t JOIN claim c ON c.row = t.claim JOIN claims v ON v.id = c.id
          WHERE t.tag = 'harbor-bridge' AND v.status = 'contested' ORDER BY v.file, v.line"""
SEARCH = """SELECT v.* FROM claim_text t JOIN claim c ON c.row = t.rowid JOIN claims v ON v.id = c.id
            WHERE claim_text MATCH '"desalination" AND "subsidy"' ORDER BY rank"""
STATS = "SELECT what, word, n FROM tally"


def index(book):
    """The path of the index of a book."""
    found = subprocess.run([PROGRAM, "cache", "path"], cwd=book, stdout=subprocess.PIPE, text=True, check=True)
    return Path(found.stdout.strip())


def once(command, cwd, stdin=None):
    """Runs a command; its wall seconds, CPU seconds and peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdin=stdin, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} ended with {status}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(commands, cwd, rounds):
    """Runs the commands in turn, so that all of them meet the same noise; the median of each figure of each."""
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(once(command, cwd))
    return {name: tuple(statistics.median(run[i] for run in of) for i in range(3)) for name, of in runs.items()}


def warm(book, rounds):
    """A warm answer against what it cannot do without."""
    shell = lambda sql: ["sqlite3", index(book), sql]
    figures = medians(
        {
            "T": ["find", "claims", "-newer", index(book)],
            "Q list": shell(LIST),
            "list": [PROGRAM, "list", "--status", "contested", "--tag", "harbor-bridge"],
            "Q search": shell(SEARCH),
            "search": [PROGRAM, "list", "--search", "desalination subsidy"],
            "Q stats": shell(STATS),
            "stats": [PROGRAM, "stats"],
            "version": [PROGRAM, "--version"],
        },
        book,
        rounds,
    )
    floor = figures["T"][0]
    print(f"  T (find -newer)  {floor * 1000:8.1f} ms")
    for name in ("list", "search", "stats"):
        query, ours = figures["Q " + name][0], figures[name][0]
        print(
            f"  {name:<8} Q {query * 1000:7.1f} ms   ours {ours * 1000:7.1f} ms   ours/(Q+T) {ours / (query + floor):5.2f}"
            f"   peak {figures[name][2]:5.1f} MB"
        )
    print(f"  --version  {figures['version'][0] * 1000:.1f} ms")


def reports(book, rounds):
    """A report of the whole book in each format, against `list --format json` of the same and writing as many bytes."""
    formats = ["csv", "json", "text", "markdown", "html"]
    commands = {"list": [PROGRAM, "list", "--format", "json"]}
    for name in formats:
        commands[name] = [PROGRAM, "report", "--format", name]
        with open(book / f"report.{name}", "wb") as out:
            subprocess.run(commands[name], cwd=book, stdout=out, check=True)
        # The list's own bytes, and the difference between starting `dd` and the program, are left out of account.
        commands["write " + name] = ["dd", f"if=report.{name}", "of=report.copy", "bs=1M", "status=none"]
    figures = medians(commands, book, rounds)
    listed = figures["list"][0]
    print(f"  list --format json  {listed * 1000:.1f} ms")
    for name in formats:
        ours, write, size = figures[name][0], figures["write " + name][0], (book / f"report.{name}").stat().st_size
        print(
            f"  report {name:<9} {ours * 1000:6.1f} ms   of {size / 1e6:4.1f} MB, written in {write * 1000:4.1f} ms"
            f"   ours/(list + write) {ours / (listed + write):5.2f}   peak {figures[name][2]:5.1f} MB"
        )


def refresh(book, rounds):
    """The answer after an edit of one file, against the one where nothing changed."""
    file = sorted((book / "claims").glob("*/*.toml"))[-1]
    text = file.read_text()
    ask = [PROGRAM, "list", "--status", "contested", "--tag", "harbor-bridge"]
    nothing, edited = [], []
    for number in range(rounds):
        file.write_text(text + f"# edited {number}\n")
        edited.append(once(ask, book)[0])
        # A file as young as this one is looked into again until its stamp can be trusted.
        time.sleep(3.2)
        once(ask, book)
        nothing.append(once(ask, book)[0])
    file.write_text(text)
    a, b = statistics.median(nothing), statistics.median(edited)
    print(f"  nothing changed {a * 1000:.1f} ms   one file edited {b * 1000:.1f} ms   ratio {b / a:.2f}")


def floor_of_build(book):
    """Parsing alone on all cores, and `.import` of the same rows with the same indexes and full text."""
    parse = once([RELEASE / "examples/parse_only", book], book)[0]
    schema = (ROOT / "schema.sql").read_text()
    tables = re.findall(r"^CREATE TABLE (\w+)", schema, re.M)
    first, rest = schema.split("-- From here on: made when all rows are in")
    indexes = "\n".join(re.findall(r"^CREATE INDEX [^;]+;", rest, re.M))
    with tempfile.TemporaryDirectory(dir=book) as folder:
        for table in tables:
            with open(f"{folder}/{table}.csv", "w") as out:
                subprocess.run(
                    ["sqlite3", "-csv", index(book), f"SELECT * FROM {table}"], stdout=out, check=True
                )
        script = "PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\nPRAGMA cache_size=-64000;\n"
        # `.import` gives texts, and an empty one for null: the checks on types would refuse them.
        script += first.replace("STRICT, ", "").replace(") STRICT;", ");").replace(" NOT NULL", "") + "\n.mode csv\nBEGIN;\n"
        script += "".join(f".import {folder}/{table}.csv {table}\n" for table in tables)
        of_rows = "(SELECT group_concat({0}, ' ') FROM {1} r WHERE r.claim = c.row)"
        evidence = of_rows.format("ifnull(quote, '') || ' ' || ifnull(note, '')", "evidence")
        about = "ifnull(attribution, '') || ' ' || ifnull(section, '') || ' ' || ifnull(" + of_rows.format("tag", "tag") + ", '')"
        reasons = of_rows.format("reason", "ruling")
        script += "INSERT INTO claim_text (rowid, text, quote, speaker, about, evidence) SELECT row, text, quote, speaker, "
        script += f"{about}, ifnull({evidence}, '') || ' ' || ifnull({reasons}, '') FROM claim c;\n"
        script += "INSERT INTO source_text (rowid, title, id) SELECT row, title, id FROM source;\n"
        script += f"INSERT INTO party_text (rowid, names, id) SELECT row, name, id FROM party;\n{indexes}\nCOMMIT;\n"
        Path(f"{folder}/script.sql").write_text(script)
        with open(f"{folder}/script.sql") as stdin:
            insert, _, memory = once(["sqlite3", f"{folder}/floor.db"], book, stdin)
    return parse, insert, memory


def build(book, rounds):
    """A full build against its floor."""
    walls, memories = [], []
    for _ in range(rounds):
        subprocess.run([PROGRAM, "cache", "clear", "--quiet"], cwd=book, check=True)
        wall, _, memory = once([PROGRAM, "list", "--limit", "1"], book)
        walls.append(wall)
        memories.append(memory)
    parse, insert, peak = floor_of_build(book)
    ours = statistics.median(walls)
    print(
        f"  build {ours:.2f} s, peak {max(memories):.0f} MB   parse alone {parse:.2f} s + .import {insert:.2f} s"
        f" (peak {peak:.0f} MB)   ratio {ours / (parse + insert):.2f}"
    )


def main():
    subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True
    )
    print(f"binary {PROGRAM.stat().st_size / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="claimbook-bench-") as folder:
        os.environ["CLAIMBOOK_CACHE"] = f"{folder}/caches"
        for size in [int(size) for size in sys.argv[1:]] or [1_000, 100_000, 1_000_000]:
            book = Path(folder) / str(size)
            subprocess.run([RELEASE / "examples/make_book", str(size), book], check=True)
            time.sleep(3.2)
            print(f"{size:,} claims, {len(list(book.rglob('*.toml'))):,} files")
            build(book, 3 if size <= 100_000 else 1)
            once([PROGRAM, "list", "--limit", "1"], book)
            warm(book, 21 if size <= 100_000 else 9)
            if size <= 10_000:
                reports(book, 11)
            refresh(book, 5)


if __name__ == "__main__":
    main()
