#!/usr/bin/env python3
"""Times `claimbook publish` against a PostgreSQL server that it starts itself.

    scripts/publish_bench.py [--no-build] [CLAIMS]        by default 100000

Bars: the first publish takes at most 30 s; one without a change at most 1 s; one with one changed claim at most 1 s and
50 rows. The rows are those of the server's own statistics. It also prints peak memory, for a tenth of the claims and for all
of them: it must not grow with the book. Needs Rust, python3, and the programs of PostgreSQL (`initdb`, `pg_ctl`, `psql`).
Give it a quiet machine. It ends with 1 if a bar is missed.
"""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PORT = "54876"
MISSED = []


def server_program(name):
    """The path of a program of the server: on the PATH, or of the newest version that Debian installed."""
    return shutil.which(name) or sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))[-1]


def as_owner(folder, *command):
    """Runs a program of the server, which refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def start(folder):
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = f"{folder}/data"
    as_owner(folder, server_program("initdb"), "-D", data, "-U", "admin", "-E", "UTF8", "--locale=C", "--auth=trust")
    options = f"-p {PORT} -k {folder} -c listen_addresses=''"
    as_owner(folder, server_program("pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")


def stop(folder):
    as_owner(folder, server_program("pg_ctl"), "-D", f"{folder}/data", "-m", "immediate", "stop")


def rows_written(server):
    """How many rows the server has inserted, updated or deleted in our tables."""
    time.sleep(1.5)
    sql = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables"
    shell = ["psql", "-h", server, "-p", PORT, "-U", "admin", "-At", "-c", sql, "postgres"]
    return int(subprocess.run(shell, check=True, stdout=subprocess.PIPE, text=True).stdout)


def publish(server, book, key):
    """Runs it once: wall seconds, CPU seconds, peak memory in MB, rows written."""
    before = rows_written(server)
    to = f"postgres://admin@/postgres?host={server}&port={PORT}"
    command = [RELEASE / "claimbook", "publish", "--quiet", "--to", to, "--book-key", key]
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], cwd=book)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"publish ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, rows_written(server) - before


def show(what, run, seconds, rows=None):
    wall, cpu, peak, written = run
    is_met = (seconds is None or wall <= seconds) and (rows is None or written <= rows)
    if not is_met:
        MISSED.append(what)
    bar = "" if seconds is None else f"   bar {seconds} s" + ("" if rows is None else f", {rows} rows")
    print(f"  {what:<22} {wall:6.2f} s  (our CPU {cpu:5.2f} s)  peak {peak:4.0f} MB  {written:,} rows{bar}", flush=True)


def make_book(folder, claims):
    book = Path(folder) / f"book-{claims}"
    subprocess.run([RELEASE / "examples/make_book", str(claims), book], check=True)
    time.sleep(3.2)
    # The index is built before anything is timed.
    subprocess.run([RELEASE / "claimbook", "list", "--limit", "1"], cwd=book, check=True, stdout=subprocess.DEVNULL)
    return book


def change_one(book):
    for file in sorted(book.rglob("*.toml"), reverse=True):
        text = file.read_text()
        if "[[claim]]" in text:
            at = text.index('text = "', text.index("[[claim]]")) + len('text = "')
            file.write_text(text[:at] + "Changed: " + text[at:])
            return


def measure(folder, server, claims, has_bars):
    book = make_book(folder, claims)
    print(f"{claims:,} claims, load {os.getloadavg()[0]:.1f}")
    bar = lambda seconds: seconds if has_bars else None
    show("first publish", publish(server, book, str(claims)), bar(30))
    for _ in range(3):
        show("no change", publish(server, book, str(claims)), bar(1), 0)
    for _ in range(3):
        change_one(book)
        show("one changed claim", publish(server, book, str(claims)), bar(1), 50)


def main():
    build = ["cargo", "build", "--release", "--locked", "--quiet", "--features", "publish", "--bins", "--examples"]
    if "--no-build" not in sys.argv:
        subprocess.run(build, cwd=ROOT, check=True)
    sizes = [int(size) for size in sys.argv[1:] if not size.startswith("-")] or [100_000]
    with tempfile.TemporaryDirectory(prefix="claimbook-publish-", dir="/tmp") as folder:
        os.environ["CLAIMBOOK_CACHE"] = f"{folder}/caches"
        server = f"{folder}/server"
        os.chmod(folder, 0o755)
        os.mkdir(server)
        start(server)
        try:
            for size in sizes:
                for claims, has_bars in [(size // 10, False), (size, True)]:
                    measure(folder, server, claims, has_bars)
        finally:
            stop(server)
    if MISSED:
        sys.exit(f"missed: {', '.join(sorted(set(MISSED)))}")


if __name__ == "__main__":
    main()
