"""What scripts/bounds.sh runs: makes each awkward book, runs the commands on it, prints what they cost."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("CLAIMBOOK", Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/claimbook"))
MOST = 4 * 1024 * 1024
# No run may take longer, however wrong it goes.
PATIENCE = 45

CLAIM = '[[claim]]\nid = "c"\ntext = "T"\n'


def fill(unit, start="", end=""):
    """A text of at most 4 MiB that repeats a unit."""
    room = MOST - len(start.encode()) - len(end.encode())
    return start + unit * (room // len(unit.encode())) + end


def numbered(unit, start="", count=None):
    """A text of at most 4 MiB of units that differ in a number."""
    parts, size = [start], len(start)
    for number in range(count or MOST):
        part = unit.replace("%", str(number))
        size += len(part)
        if size > MOST:
            break
        parts.append(part)
    return "".join(parts)


def split(units, per_file=10_000):
    """The texts of files that hold these units, in order."""
    return ["".join(units[at : at + per_file]) for at in range(0, len(units), per_file)]


TEXTS = {
    "equals-lines": lambda: fill("=\n"),
    "equals-one-line": lambda: fill("="),
    "letters-lines": lambda: fill("a\n"),
    "open-brackets": lambda: fill("["),
    "open-bracket-lines": lambda: fill("[\n"),
    "value-open-brackets": lambda: fill("[", "a = "),
    "empty-claims": lambda: fill("[[claim]]\n"),
    "rows-without-claim": lambda: fill("[[claim.evidence]]\n"),
    "article-headers": lambda: fill("[article]\n"),
    "broken-claims": lambda: fill("[[claim]]\nx\n"),
    "broken-rows": lambda: fill("[[claim.evidence]]\nx\n", CLAIM),
    "dotted-header": lambda: fill("a.", "[", "a]\n"),
    "dotted-key": lambda: fill("a.", end="a = 1\n"),
    "dotted-keys-lines": lambda: numbered("a.b% = 1\n"),
    "wide-headers": lambda: numbered("[a.b%]\n"),
    "deep-headers": lambda: fill("[" + "a." * 70 + "a]\n"),
    "huge-string": lambda: fill("x", CLAIM + 'short = "', '"\n'),
    "huge-text": lambda: fill("x", '[[claim]]\nid = "c"\ntext = "', '"\n'),
    "huge-id": lambda: fill("x", '[[claim]]\nid = "', '"\ntext = "T"\n'),
    "huge-key": lambda: fill("x", CLAIM, " = 1\n"),
    "huge-source": lambda: fill("x", CLAIM + '[[claim.evidence]]\nstance = "supports"\nsource = "', '"\n'),
    "huge-bad-kind": lambda: fill("x", CLAIM + 'kind = "', '"\n'),
    "huge-multi-line": lambda: fill("x\n", CLAIM + 'short = """', '"""\n'),
    "unclosed-multi-line": lambda: fill("x\n", CLAIM + 'short = """'),
    "huge-line-of-words": lambda: fill("word "),
    "huge-bare-value": lambda: fill("x", "a = "),
    "huge-number": lambda: fill("1", CLAIM + "needs_origins = "),
    "many-keys": lambda: numbered("k% = 1\n", CLAIM),
    "many-top-keys": lambda: numbered("k% = 1\n"),
    "duplicate-keys": lambda: fill("a=1\n"),
    "duplicate-quoted-keys": lambda: fill('""=1\n'),
    "duplicate-keys-in-claim": lambda: fill('id = "c"\n', CLAIM),
    "pairs-of-duplicate-keys": lambda: numbered("k%=1\nk%=1\n"),
    "deep-inline-tables": lambda: fill("{a=", "a = "),
    "wide-inline-table": lambda: numbered("k%=1,", "a = {") + "}",
    "inline-tables": lambda: fill("{},", "a = [", "]\n"),
    "wide-list": lambda: fill("1,", "a = [", "]\n"),
    "list-of-lists": lambda: fill("[],", "a = [", "]\n"),
    "tags-of-wrong-type": lambda: fill("1,", CLAIM + "tags = [", "]\n"),
    "unclosed-quotes": lambda: fill('a = "x\n'),
    "quotes-only": lambda: fill('"\n'),
    "three-quotes": lambda: fill('"""\n'),
    "apostrophes": lambda: fill("a = 'x'y'\n"),
    "curly-quotes": lambda: fill("a = “x”\n"),
    "curly-quotes-in-claims": lambda: fill("[[claim]]\nid = “x”\n"),
    "backslashes": lambda: fill('a = "\\x"\n'),
    "backslashes-one-line": lambda: fill("\\q", 'a = "', '"\n'),
    "merge-markers": lambda: fill("<<<<<<<\n"),
    "merge-middles": lambda: fill("=======\n", "<<<<<<<\n"),
    "merge-conflicts": lambda: fill("<<<<<<<\n=======\n>>>>>>>\n"),
    "carriage-returns": lambda: fill("\r"),
    "mixed-line-ends": lambda: fill("a = 1\r\nb = 2\rc = 3\n"),
    "line-feeds": lambda: fill("\n"),
    "spaces": lambda: fill(" "),
    "comments": lambda: fill("#\n"),
    "one-comment": lambda: fill("#"),
    "nuls": lambda: fill("\0"),
    "nul-lines": lambda: fill("\0\n"),
    "bells-in-a-string": lambda: fill("\a", 'a = "', '"\n'),
    "marks-of-byte-order": lambda: fill("\ufeff"),
    "bad-dates": lambda: fill('[[claim]]\nid = "c"\ntext = "T"\nsaid = 2026-99-99\n'),
    "dates-with-slashes": lambda: fill("a = 1/2\n"),
    "emoji-lines": lambda: fill("🙂\n"),
    "minimal-claims": lambda: numbered('[[claim]]\nid="c%"\ntext="T"\n', count=100_000),
    "same-id-claims": lambda: fill(CLAIM),
    "minimal-sources": lambda: numbered('[[source]]\nid="s%"\ntitle="T"\n', count=100_000),
    "minimal-parties": lambda: numbered('[[party]]\nid="p%"\nname="T"\n', count=100_000),
    "evidence-inline": lambda: numbered('{source="s",stance="denies"},', CLAIM + "evidence=[") + "]\n",
    "evidence-unknown-sources": lambda: numbered('[[claim.evidence]]\nsource="s%"\nstance="supports"\n', CLAIM),
    "wrong-rows": lambda: fill("[[claim.evidence]]\n", CLAIM),
    "rulings": lambda: fill('[[claim.ruling]]\nstatus="open"\non=2026-03-01\nby="a"\nreason="R"\n', CLAIM),
    "allows": lambda: numbered('[[claim.allow]]\ncode="c%"\nreason="R"\n', CLAIM),
    "tags": lambda: numbered('"t%",', CLAIM + "tags=[", count=200_000) + "]\n",
    "same-tags": lambda: fill('"t",', CLAIM + "tags=[", "]\n"),
    "accuses": lambda: numbered('"p%",', CLAIM + "accuses=[", count=200_000) + "]\n",
    "contradicts-unknown": lambda: numbered('"x%",', CLAIM + "contradicts=[", count=200_000) + "]\n",
    "derived-from-unknown": lambda: numbered('"x%",', '[[source]]\nid="s"\ntitle="T"\nderived_from=[', count=200_000) + "]\n",
    "unknown-fields": lambda: numbered("x% = 1\n", CLAIM),
    "unknown-tables": lambda: numbered("[[t%]]\n"),
    "unknown-fields-in-rows": lambda: fill('[[claim.evidence]]\nsource="s"\nstance="denies"\nspeaker="x"\n', CLAIM),
    "fields-after-rows": lambda: fill('[[claim.evidence]]\nsource="s"\nstance="denies"\ntext="x"\n', CLAIM),
    "words-in-a-claim": lambda: fill("said always ", '[[claim]]\nid = "c"\ntext = "', '"\n'),
    "markup-in-a-claim": lambda: fill("[x](y) ", '[[claim]]\nid = "c"\ntext = "', '"\n'),
    "numbers-in-a-claim": lambda: fill("1,000 ", '[[claim]]\nid = "c"\ntext = "', '"\n'),
}

SOURCE = '[[source]]\nid = "s%"\ntitle = "T"\n'


def rows_on_one_claim():
    """100,000 rows, each with a source of its own, over several files' worth of registers."""
    count = 100_000
    claim = CLAIM + "evidence=[\n" + "".join(f'{{source="s{n}",stance="supports"}},' for n in range(count)) + "]\n"
    sources = ["".join(SOURCE.replace("%", str(n)) for n in range(part, part + 10_000)) for part in range(0, count, 10_000)]
    return [claim, *sources]


def rows_of_one_source():
    """100,000 rows of one source and one publisher."""
    rows = '{source="s0",stance="supports"},' * 100_000
    return [CLAIM + "evidence=[" + rows + "]\n", SOURCE.replace("%", "0")]


def rows_that_refute():
    """100,000 rows, half for and half against, of sources that repeat each other in a chain."""
    count = 50_000
    stances = ("supports", "refutes")
    rows = "".join(f'{{source="s{n}",stance="{stances[n % 2]}"}},' for n in range(count))
    chain = [f'[[source]]\nid="s{n}"\ntitle="T"\nderived_from=["s{n + 1}"]\n' for n in range(count)]
    return [CLAIM + "evidence=[" + rows + "]\n", *split(chain), SOURCE.replace("%", str(count))]


def circle():
    """10,000 sources, each derived from the next and the last from the first."""
    count = 10_000
    ring = "".join(f'[[source]]\nid="s{n}"\ntitle="T"\nderived_from=["s{(n + 1) % count}"]\n' for n in range(count))
    rows = '{source="s0",stance="supports"},{source="s5000",stance="supports"}'
    return [CLAIM + f"evidence=[{rows}]\n", ring]


def cited_circle():
    """The same, and every source of the circle is cited."""
    rows = "".join(f'{{source="s{n}",stance="supports"}},' for n in range(10_000))
    return [CLAIM + f"evidence=[{rows}]\n", circle()[1]]


def circle_on_both_sides():
    """The same, with rows on both sides, each of which rests on another source of the circle."""
    stances = ("supports", "refutes")
    rows = "".join(f'{{source="s{n}",stance="{stances[n % 2]}",via=["s{(n + 7) % 10_000}"]}},' for n in range(10_000))
    return [CLAIM + f"evidence=[{rows}]\n", circle()[1]]


def contradictions():
    """1,500 claims, each of which contradicts all others."""
    count = 1_500
    texts = []
    for part in range(0, count, 250):
        claims = []
        for n in range(part, part + 250):
            others = ",".join(f'"c{other}"' for other in range(count) if other != n)
            claims.append(f'[[claim]]\nid="c{n}"\ntext="T"\ncontradicts=[{others}]\n')
        texts.append("".join(claims))
    return [CLAIM, *texts]


def layers():
    """40 layers of 40 sources, each derived from all sources of the next layer; the first layer is cited."""
    sources = []
    for layer in range(40):
        parents = ",".join(f'"s{layer + 1}-{n}"' for n in range(40)) if layer < 39 else ""
        sources += [f'[[source]]\nid="s{layer}-{n}"\ntitle="T"\nderived_from=[{parents}]\n' for n in range(40)]
    rows = "".join(f'{{source="s0-{n}",stance="supports"}},' for n in range(40))
    return [CLAIM + f"evidence=[{rows}]\n", "".join(sources)]


def houses():
    """A chain of 20,000 parties, each part of the next, with a source each; 2,000 of them are cited."""
    parties = [f'[[party]]\nid="p{n}"\nname="P"\npart_of="p{n + 1}"\n' for n in range(20_000)]
    sources = [f'[[source]]\nid="s{n}"\ntitle="T"\npublisher="p{n}"\n' for n in range(20_000)]
    rows = "".join(f'{{source="s{n}",stance="supports"}},' for n in range(0, 20_000, 10))
    return [CLAIM + f"evidence=[{rows}]\n", *split(parties), *split(sources)]


def rows_over_a_retracted_chain():
    """20,000 rows, each of a source of its own that repeats a place of a chain of 20,000 retracted sources."""
    count = 20_000
    rows = "".join(f'{{source="r{n}",stance="supports"}},' for n in range(count))
    sources = [f'[[source]]\nid="r{n}"\ntitle="T"\nderived_from=["s{n}"]\n' for n in range(count)]
    chain = [f'[[source]]\nid="s{n}"\ntitle="T"\nretracted=2020-01-01\nderived_from=["s{n + 1}"]\n' for n in range(count)]
    return [CLAIM + f"evidence=[{rows}]\n", *split(sources), *split(chain)]


def rows_over_ever_more_origins():
    """20,000 rows along a chain whose every source also has an origin of its own."""
    count = 20_000
    rows = "".join(f'{{source="s{n}",stance="supports"}},' for n in range(count))
    chain = [f'[[source]]\nid="s{n}"\ntitle="T"\nderived_from=["s{n + 1}","o{n}"]\n' for n in range(count)]
    return [CLAIM + f"evidence=[{rows}]\n", *split(chain)]


def rows_of_established_papers():
    """50,000 rows, each of own reporting by a paper of its own."""
    count = 50_000
    rows = "".join(f'{{source="s{n}",stance="supports"}},' for n in range(count))
    sources = ["".join(f'[[source]]\nid="s{n}"\ntitle="T"\npublisher="P{n}"\nown_reporting=true\n' for n in range(part, part + 10_000)) for part in range(0, count, 10_000)]
    return [CLAIM + f"evidence=[{rows}]\n", *sources]


def denials():
    """A claim that 20,000 others deny."""
    others = "".join(f'[[claim]]\nid="d{n}"\ntext="T"\nspeaker="p{n}"\ndenies=["c"]\n' for n in range(20_000))
    return [CLAIM, others]

def pairs_of_one_address():
    """50,000 addresses, each of two sources."""
    source = '[[source]]\nid="{}{}"\ntitle="T"\nurl="https://e.org/{}"\n'
    return [CLAIM, *split([source.format(side, n, n) for n in range(50_000) for side in "ab"])]


def sources_of_one_address():
    """50,000 sources of one address."""
    source = '[[source]]\nid="s{}"\ntitle="T"\nurl="https://e.org/a"\n'
    return [CLAIM, *split([source.format(n) for n in range(50_000)])]


def rows_with_a_path():
    """50,000 rows, each of a source of its own, whose `via` is the parent of the next one's source."""
    count = 50_000
    rows = "".join(f'{{source="s{n}",stance="supports",via=["o{(n + n % 2) % count}"]}},' for n in range(count))
    sources = [f'[[source]]\nid="s{n}"\ntitle="T"\nderived_from=["o{n}"]\n[[source]]\nid="o{n}"\ntitle="T"\n' for n in range(count)]
    return [CLAIM + "evidence=[" + rows + "]\n", *split(sources)]


def rows_of_voices():
    """40,000 rows of one source, each in a voice of its own."""
    rows = "".join(f'{{source="s0",stance="supports",voice="Voice {n}",quote="words {n}"}},' for n in range(40_000))
    return [CLAIM + "evidence=[" + rows + "]\n", SOURCE.replace("%", "0")]


def secrets():
    """20,000 confidential parties, and 20,000 claims that name none of them."""
    parties = [f'[[party]]\nid="p{n}"\nname="Somebody {n} Else"\nconfidential=true\n' for n in range(20_000)]
    claims = [f'[[claim]]\nid="c{n}"\ntext="The bridge was closed on day {n} for everybody."\n' for n in range(20_000)]
    return [CLAIM, *split(parties), *split(claims)]


def names():
    """20,000 claims, each of a speaker of its own whose name is much like the others'."""
    return [CLAIM, *split([f'[[claim]]\nid="c{n}"\ntext="T {n}"\nspeaker="Speaker Number {n}"\n' for n in range(20_000)])]


def aliases():
    """A party with 100,000 aliases and as many domains."""
    many = lambda word, count: ",".join(f'"{word.format(n)}"' for n in range(count))
    return [CLAIM, f'[[party]]\nid="p"\nname="P"\naliases=[{many("Alias {}", 100_000)}]\ndomains=[{many("d{}.example.org", 50_000)}]\n']


def interests():
    """2,000 parties, each with an interest in 500 others, and a claim that accuses all of them."""
    others = lambda n: ",".join(f'"p{(n + other) % 2_000}"' for other in range(1, 501))
    parties = [f'[[party]]\nid="p{n}"\nname="P{n}"\ninterests=[{others(n)}]\n' for n in range(2_000)]
    sources = [f'[[source]]\nid="s{n}"\ntitle="T"\npublisher="p{n}"\n' for n in range(2_000)]
    accused = ",".join(f'"p{n}"' for n in range(2_000))
    rows = "".join(f'{{source="s{n}",stance="supports"}},' for n in range(2_000))
    return [CLAIM + f"accuses=[{accused}]\nevidence=[{rows}]\n", *split(parties, 500), *split(sources)]


def rulings_and_questions():
    """A claim with 20,000 rulings, questions, searches and appearances each."""
    rows = lambda kind, text: f"{kind}=[" + "".join("{" + text.replace("%", str(n)) + "}," for n in range(20_000)) + "]\n"
    return [
        CLAIM
        + rows("ruling", 'status="open",on=2026-03-01,by="a",reason="R %"')
        + rows("asked", 'of="p%",on=2026-03-01'),
        CLAIM.replace('"c"', '"d"')
        + rows("searched", 'where="w %",on=2026-03-01')
        + rows("appearance", 'url="https://e.org/%",by="p%"'),
    ]


def rulings_of_one_source():
    """A refuted claim of 2,000 rows with a ruling, which depends on each of them."""
    rows = "".join(f'{{source="s{n}",stance="refutes"}},' for n in range(2_000))
    ruling = 'ruling=[{status="confirmed",on=2026-03-01,by="a",reason="R"}]\n'
    return [CLAIM + f"evidence=[{rows}]\n" + ruling, *split([f'[[source]]\nid="s{n}"\ntitle="T"\npublisher="P{n}"\n' for n in range(2_000)])]


def same_claims():
    """20,000 claims with one text and one speaker, each of which repeats the next."""
    claim = '[[claim]]\nid="c{}"\ntext="The toll was 310 people in 2025."\nspeaker="P"\nrepeats=["c{}"]\n'
    return [CLAIM, *split([claim.format(n, n + 1) for n in range(20_000)])]


def words_of_many_claims():
    """20,000 claims of one article that differ in their figures."""
    claim = '[[claim]]\nid="c{}"\ntext="{} people were killed in {} attacks in 2025."\nspeaker="P"\nkind="figure"\n'
    return [CLAIM, *split([claim.format(n, n, n * 7) for n in range(20_000)])]


def publishers():
    """50,000 sources of one house, all cited by one claim with rows on both sides."""
    stances = ("supports", "refutes")
    rows = "".join(f'{{source="s{n}",stance="{stances[n % 2]}"}},' for n in range(50_000))
    party = '[[party]]\nid="p"\nname="P"\n'
    return [CLAIM + f"evidence=[{rows}]\n", party, *split([f'[[source]]\nid="s{n}"\ntitle="T"\npublisher="p"\nvoice="p"\n' for n in range(50_000)])]


def quotes_of_one_copy():
    """An article with a copy of 4 MiB, and 15,000 claims that quote words that it does not have."""
    claims = [f'[[claim]]\nid="c{n}"\ntext="T"\nquote="words of nobody {n}"\n' for n in range(15_000)]
    head = '[article]\nid="a"\ntitle="T"\nfile="a.txt"\n'
    return [head + CLAIM + "".join(claims), ("a.txt", fill("words of somebody, "))]


def huge_names():
    """Three parties whose names have 300,000 letters, all but one of them the same."""
    return [CLAIM, *(f'[[claim]]\nid="c{n}"\ntext="T"\nspeaker="{"x" * 300_000}{n}a"\n' for n in range(3))]


def links():
    """A claim that denies 50,000 claims and repeats 50,000 others, none of which the book has."""
    many = lambda kind: f"{kind}=[" + ",".join(f'"{kind}{n}"' for n in range(50_000)) + "]\n"
    return [CLAIM + many("denies") + many("repeats")]


BOOKS = {
    "rows-on-one-claim": rows_on_one_claim,
    "rows-of-one-source": rows_of_one_source,
    "rows-along-a-chain": rows_that_refute,
    "circle": circle,
    "cited-circle": cited_circle,
    "circle-on-both-sides": circle_on_both_sides,
    "contradictions": contradictions,
    "layers": layers,
    "houses": houses,
    "rows-over-a-retracted-chain": rows_over_a_retracted_chain,
    "rows-over-ever-more-origins": rows_over_ever_more_origins,
    "rows-of-established-papers": rows_of_established_papers,
    "denials": denials,
    "quotes-of-one-copy": quotes_of_one_copy,
    "huge-names": huge_names,
    "links": links,
    "pairs-of-one-address": pairs_of_one_address,
    "sources-of-one-address": sources_of_one_address,
    "rows-with-a-path": rows_with_a_path,
    "rows-of-voices": rows_of_voices,
    "secrets": secrets,
    "names": names,
    "aliases": aliases,
    "interests": interests,
    "rulings-and-questions": rulings_and_questions,
    "rulings-of-one-source": rulings_of_one_source,
    "same-claims": same_claims,
    "words-of-many-claims": words_of_many_claims,
    "publishers": publishers,
}

LIST, CHECK = ["list"], ["check"]
COMMANDS = [
    LIST,
    CHECK,
    ["check", "--format", "json"],
    ["check", "--format", "short"],
    ["show", "c"],
    ["why", "c"],
    ["report", "-o", "report.html"],
    ["set", "c", "section=S"],
]


def drained(stream, size):
    """Reads a stream to its end, and counts the bytes."""
    while part := stream.read(1 << 16):
        size[0] += len(part)


def run(command, book):
    """Runs a command: its seconds, CPU seconds, peak memory in MB, exit code and the size of its output."""
    start = time.perf_counter()
    child = subprocess.Popen([PROGRAM, *command], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    size = [0]
    reader = threading.Thread(target=drained, args=(child.stdout, size))
    reader.start()
    killer = threading.Timer(PATIENCE, child.kill)
    killer.start()
    _, status, usage = os.wait4(child.pid, 0)
    killer.cancel()
    reader.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    return wall, cpu, usage.ru_maxrss / 1024, child.returncode, size[0]


def measure(name, texts, seconds, megabytes, codes):
    """Runs all commands on a book; whether all keep within their bounds, and end with one of these exit codes."""
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder)
        os.environ["XDG_CACHE_HOME"] = os.environ["CLAIMBOOK_CACHE"] = str(book / "cache")
        (book / "claimbook.toml").write_text("")
        (book / "claims").mkdir()
        for number, text in enumerate(texts):
            path, text = text if isinstance(text, tuple) else (f"claims/{number}.toml", text)
            (book / path).write_text(text, newline="")
        for command in COMMANDS:
            took, cpu, peak, code, size = run(command, book)
            # The first command also builds the index; of more than one file that may take longer.
            building = command is LIST and len(texts) > 1
            bad = code not in codes or not building and (took > seconds or peak > megabytes)
            fine &= not bad
            mark = "!" if bad else " "
            print(f"{mark} {name:26} {' '.join(command):22} {took:7.2f} s (CPU {cpu:6.2f} s) {peak:7.0f} MB  exit {code:3}  {size / 1024:9.0f} KiB", flush=True)
    return fine


def main(words):
    picked = lambda name: not words or any(word in name for word in words)
    fine = True
    for name, text in TEXTS.items():
        if picked(name):
            fine &= measure(name, [text()], 1.0, 500, (0, 1, 2))
    for name, texts in BOOKS.items():
        if picked(name):
            fine &= measure(name, texts(), 2.0, 2_000, (0, 1))
    sys.exit(not fine)


main(sys.argv[1:])
