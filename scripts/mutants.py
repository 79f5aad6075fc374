#!/usr/bin/env python3
"""Changes the code in N random places, one at a time, and shows which changes no test notices.

    scripts/mutants.py [N] [SEED]        by default 200 changes, and a seed from the clock

The changes are those that cargo-mutants lists for `domain`, `document/edit`, `answer` and `view`. A build for each would take
hours, so we build once: in a copy of the tree, each changed function picks its body by the variable MUTANT. A change that does
not compile does not count, and another one takes its place.

The quick unit tests of its folder try each change first. What they miss meets all unit tests, then the integration tests
without the slow ones. The first test that fails ends a run. A run out of time or memory counts as noticed. Stop and start as
you like: target/mutants/results.json keeps what was noticed, and the next run with the same seed tries only the rest. Delete
it after you change the code. Needs Rust and python3. Installs cargo-mutants if it is missing.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "mutants"
TREE = OUT / "tree"
RESULTS = OUT / "results.json"
# Each with tests of its own; the narrower first.
FOLDERS = ["domain/check", "domain/corroboration", "domain", "document/edit", "answer", "view"]
SLOW_UNIT = ["corroboration::tests::properties", "two_hundred_rows", "many_edits_at_once"]
# The architecture tests read the source, which is another in the copy.
SLOW_INTEGRATION = ["killed", "planted", "sixteen_writers", "many_processes", "megabytes", "architecture"]
BROKEN = "does not compile"
MEMORY = 8 << 30
# Changes that no test can notice, each with the reason.
SAME = {
    "src/domain/corroboration/conflict.rs: replace > with >= in ConflictGraph<'_, '_>::conflicts": (
        "a row that shares a place with no other row then conflicts with itself, and the end takes that back"
    ),
    "src/domain/corroboration/attribution.rs: replace > with >= in is_confirmed": (
        "of one row, no other row is independent either way"
    ),
    "src/document/edit/references.rs: delete field header from struct RecordSpans expression in alone": (
        "to remove a field or an entry, nobody reads the header"
    ),
}
SWITCH = """
#[doc(hidden)]
#[allow(missing_docs)]
pub mod mutant {
    pub fn is(number: usize) -> bool {
        static CHOSEN: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
        *CHOSEN.get_or_init(|| std::env::var("MUTANT").map_or(0, |n| n.parse().unwrap_or(0))) == number
    }
}
"""
ENVIRONMENT = os.environ | {
    "CARGO_TARGET_DIR": str(OUT / "target"),
    "CARGO_TERM_COLOR": "never",
    "INSTA_UPDATE": "no",
    "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "1",
    "PROPTEST_MAX_SHRINK_ITERS": "0",
}


def listed():
    """All changes, sorted by name."""
    if not shutil.which("cargo-mutants"):
        subprocess.run(["cargo", "install", "--quiet", "--locked", "--debug", "cargo-mutants"], check=True)
    files = [argument for folder in FOLDERS for argument in ("--file", f"src/{folder}/**")]
    text = subprocess.check_output(["cargo", "mutants", "--no-config", "--list", "--json", *files], cwd=ROOT)
    return sorted((m for m in json.loads(text) if m["function"]), key=lambda mutant: mutant["name"])


def write(file, content):
    """Writes a file of the copy if it differs, so that cargo builds only what changed."""
    copy = TREE / file
    if not copy.exists() or copy.read_bytes() != content:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)


def copy_tree(switches):
    """Brings the copy up to date, with these texts in place of some files."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listing, cwd=ROOT, text=True).split("\0")
    files = {name for name in names if (ROOT / name).is_file()}
    for gone in (path for path in TREE.rglob("*") if path.is_file() and str(path.relative_to(TREE)) not in files):
        gone.unlink()
    for file in files:
        write(file, switches[file].encode() if file in switches else (ROOT / file).read_bytes())


def offsets(text, span):
    """Where a span starts and ends in a text, in characters."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return tuple(starts[span[end]["line"] - 1] + span[end]["column"] - 1 for end in ("start", "end"))


def body_start(text, start):
    """Where the body of the function begins whose comments and attributes begin at `start`."""
    for line in text[start:].split("\n"):
        code = line.split("//")[0].strip()
        if "fn " in code and not code.startswith("#"):
            return text.index("{", start)
        start += len(line) + 1
    raise ValueError("no function here")


def switched(text, numbered):
    """The text of a file with each changed function as a chain of `if`, and the lines of each change in it:
    (first, last, numbers). The last entry that holds a line is the narrowest."""
    functions = {}
    for number, mutant in numbered.items():
        functions.setdefault(offsets(text, mutant["function"]["span"]), []).append((number, mutant))
    out, places, done = "", [], 0
    for (start, end), changes in sorted(functions.items()):
        if start < done:
            raise ValueError("a function within a function")
        body = body_start(text, start)
        out += text[done : body + 1]
        first, branches = out.count("\n") + 1, []
        for number, mutant in changes:
            left, right = offsets(text, mutant["span"])
            changed = text[body + 1 : left] + mutant["replacement"] + text[right : end - 1]
            begin = out.count("\n") + 1
            out += f"\nif crate::mutant::is({number}) {{\n{changed}\n}} else "
            branches.append((begin, out.count("\n") + 1, [number]))
        out += "{\n" + text[body + 1 : end - 1] + "\n}\n}"
        places += [(first, out.count("\n") + 1, [number for number, _ in changes]), *branches]
        done = end
    return out + text[done:], places


def write_switches(numbered):
    """Writes all changes into the copy. Returns the lines of each change, by file."""
    texts, places = {"src/lib.rs": (ROOT / "src/lib.rs").read_text() + SWITCH}, {}
    for file in {mutant["file"] for mutant in numbered.values()}:
        own = {number: mutant for number, mutant in numbered.items() if mutant["file"] == file}
        texts[file], places[file] = switched((ROOT / file).read_text(), own)
    copy_tree(texts)
    return places


def cargo(*arguments):
    """The messages of a cargo command."""
    command = ["cargo", *arguments, "--locked", "--message-format=json"]
    done = subprocess.run(command, cwd=TREE, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def without_broken(numbered):
    """The changes that compile. The copy then holds these and no others."""
    while True:
        places = write_switches(numbered)
        messages = [m["message"] for m in cargo("test", "--lib", "--no-run") if m["reason"] == "compiler-message"]
        errors = [message for message in messages if message["level"] == "error" and message["spans"]]
        if not errors:
            return numbered
        broken = set()
        for span in (span for message in errors for span in message["spans"] if span["is_primary"]):
            within = [p for p in places.get(span["file_name"], []) if p[0] <= span["line_start"] <= p[1]]
            broken.update(within[-1][2] if within else [])
        if not broken:
            sys.exit("\n".join(error["rendered"] for error in errors))
        numbered = {number: mutant for number, mutant in numbered.items() if number not in broken}


def test_programs():
    """The programs with the unit tests and with the integration tests."""
    built = [m for m in cargo("test", "--lib", "--test", "integration", "--no-run") if m.get("executable")]
    by_kind = {m["target"]["kind"][0]: m["executable"] for m in built if m["profile"]["test"]}
    if not {"lib", "test"} <= by_kind.keys():
        sys.exit("the tests do not compile: see `cargo test --no-run`")
    return by_kind["lib"], by_kind["test"]


def failure(program, number, seconds, *arguments):
    """The name of the first test that fails, `timeout or crash`, or None."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    run = subprocess.Popen(
        [program, "--test-threads", "1", *arguments],
        cwd=TREE,
        env=ENVIRONMENT | {"MUTANT": str(number), "CARGO_MANIFEST_DIR": str(TREE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=limit,
    )
    late = threading.Timer(seconds, run.kill)
    late.start()
    try:
        for line in run.stdout:
            if line.startswith("test ") and line.endswith("FAILED\n"):
                return line.split()[1]
        return "timeout or crash" if run.wait() else None
    finally:
        late.cancel()
        run.kill()
        run.wait()


def skip(names):
    """Arguments that leave out tests."""
    return [argument for name in names for argument in ("--skip", name)]


def beside(mutant):
    """The start of the names of the unit tests beside a change, such as `domain::check::`."""
    folder = next(folder for folder in FOLDERS if mutant["file"].startswith(f"src/{folder}/"))
    return folder.replace("/", "::") + "::"


def rounds():
    """What tries the changes: a name, the program, its arguments, and whether only the tests beside a change run."""
    unit, integration = test_programs()
    return [
        ("quick unit tests of the folder", unit, skip(SLOW_UNIT), True),
        ("all unit tests", unit, [], False),
        ("quick integration tests", integration, skip(SLOW_INTEGRATION), False),
    ]


def sample(count, seed, results):
    """The changes to try, by number. The copy of the tree then holds them all. Notes those that do not compile."""
    changes = listed()
    random.Random(seed).shuffle(changes)
    # Half as many again, because some do not compile.
    candidates = dict(enumerate(changes[: count + count // 2], start=1))
    candidates = {number: mutant for number, mutant in candidates.items() if results.get(mutant["name"]) != BROKEN}
    compiling = without_broken(candidates)
    results |= {mutant["name"]: BROKEN for number, mutant in candidates.items() if number not in compiling}
    return dict(list(compiling.items())[:count])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = sys.argv[2] if len(sys.argv) > 2 else str(int(time.time()))
    print(f"seed {seed}", flush=True)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    chosen = sample(count, seed, results)
    missed = {number: mutant for number, mutant in chosen.items() if mutant["name"] not in results}
    for name, program, arguments, only_beside in rounds():
        print(f"\n{len(missed)} changes meet the {name}", flush=True)
        began = time.monotonic()
        if missed and (broken := failure(program, 0, 1800, *arguments)):
            sys.exit(f"{broken} fails without any change")
        seconds = 30 + 3 * (time.monotonic() - began)

        def attempt(number):
            mutant = missed[number]
            found = failure(program, number, seconds, *([beside(mutant)] if only_beside else []), *arguments)
            print("noticed" if found else "MISSED", number, mutant["name"], found or "", flush=True)
            return number, found

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for number, found in pool.map(attempt, list(missed)):
                if found:
                    results[missed.pop(number)["name"]] = found
                    RESULTS.write_text(json.dumps(results, indent=1))
    print(f"\n{len(chosen) - len(missed)} of {len(chosen)} changes noticed. Missed:")
    for mutant in missed.values():
        file, _line, _column, change = mutant["name"].split(":", 3)
        same = SAME.get(f"{file}:{change}")
        print(mutant["name"], f"(means the same: {same})" if same else "")


main()
