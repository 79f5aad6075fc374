#!/usr/bin/env python3
"""Holds a claimbook program against the oracle on random books.

    compare.py --claimbook PATH [--runs N] [--from SEED] [--jobs N]
    compare.py --claimbook PATH --book DIR [--without SOURCE]...      one book that is there already

A third of the books is asked again `--without` one of its sources or articles; of another third one file is taken away and
put back, so that the index is refreshed in steps. On a difference it prints the seed, the claim, what was expected and what
came, and keeps the book's folder. Exit 1 when something differed.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import oracle
import random_book

FIELDS = ["status", "derived_status", "contested_by", "attribution_status", "flags", "support", "refute"]


def compared(claim):
    """The compared fields of a claim as the program gives it."""
    result = {field: claim.get(field, "(no such key)") for field in FIELDS}
    result["flags"] = sorted(claim["flags"])
    for side in ("support", "refute"):
        result[side] = {key: value for key, value in claim[side].items() if key != "at_least"}
    return result


def ask(program, folder, without):
    """What the program answers, by claim; raises where it fails."""
    command = [program, "--book", folder, "list", "--format", "json"]
    for source in without:
        command += ["--without", source]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return {claim["id"]: compared(claim) for claim in json.loads(done.stdout)}


def differences(program, folder, without, today):
    """What differs, as lines; none when all agree."""
    answers = oracle.Oracle(oracle.Book.load(folder), without, today).answers()
    expected = {answer["id"]: answer for answer in answers}
    got = ask(program, folder, without)
    if sorted(got) != sorted(expected):
        return [f"  claims: expected {sorted(expected)}, got {sorted(got)}"]
    lines = []
    for cid, answer in expected.items():
        for field in FIELDS:
            if got[cid][field] != answer[field]:
                what = f"expected {json.dumps(answer[field])}, got {json.dumps(got[cid][field])}"
                lines.append(f"  {cid} {field}: {what}")
    return lines


def one_run(seed, program, today):
    """The report on one random book; empty when all agree."""
    folder = tempfile.mkdtemp(prefix=f"book-{seed}-")
    report = []
    for step, without in steps(seed, folder):
        try:
            lines = differences(program, folder, without, today)
        except Exception as error:      # whatever it is, the seed must be told
            lines = [f"  {type(error).__name__}: {error}"]
        if lines:
            report += [f"seed {seed}, {step}: {folder}"] + lines
    if not report:
        shutil.rmtree(folder, ignore_errors=True)
    return report


def steps(seed, folder):
    """Writes the book and changes it; at every step it is to be compared, without the sources given."""
    random_book.write(seed, folder)
    yield "as written", []
    choice = random.Random(seed).choice
    if seed % 3 == 0:
        book = oracle.Book.load(folder)
        source = choice(sorted(book.sources) + sorted(book.articles))
        yield f"--without {source}", [source]
    if seed % 3 == 1:
        path = os.path.join(folder, choice(sorted(random_book.Maker(seed).files())))
        os.rename(path, path + ".away")
        yield f"{path} taken away", []
        os.rename(path + ".away", path)
        yield f"{path} put back", []


def many_runs(args, program, today):
    """How many books agreed and how many differed; the first differences are printed."""
    passed = failed = 0
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        seeds = range(args.first, args.first + args.runs)
        for report in pool.map(one_run, seeds, [program] * args.runs, [today] * args.runs):
            passed, failed = passed + (not report), failed + bool(report)
            if report and failed <= args.most:
                print("\n".join(report), flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description="the program against the oracle")
    parser.add_argument("--claimbook", metavar="PATH", required=True)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="SEED")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--book", metavar="DIR", help="compare this book only")
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE", help="with --book")
    parser.add_argument("--most", type=int, default=20, help="print so many differing books at most")
    args = parser.parse_args()
    program, today = os.path.abspath(args.claimbook), datetime.date.today()
    caches = tempfile.TemporaryDirectory(prefix="claimbook-oracle-")
    os.environ["CLAIMBOOK_CACHE"] = caches.name
    if args.book:
        lines = differences(program, args.book, args.without, today)
        print("\n".join(lines) if lines else "the same")
        sys.exit(1 if lines else 0)
    began = time.time()
    passed, failed = many_runs(args, program, today)
    print(f"{passed} books agree, {failed} differ ({time.time() - began:.1f} s)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
