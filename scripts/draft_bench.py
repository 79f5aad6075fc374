#!/usr/bin/env python3
"""Measures the rules of `claimbook draft` on texts in which people have marked who says what.

    scripts/draft_bench.py DATA... [--claimbook PATH] [--list]

Each DATA is a folder. Every `NAME.txt` in it, at any depth, is a text, and every `NAME.ann` or `NAME_ANYTHING.ann` holds the
marks on it in brat's standoff form, as the PolNeAR corpus has them (its folders `text` and `attributions`):

    T1<tab>Source 0 9<tab>The mayor          a span: type, start and end in characters, and the words
    T2<tab>Content 20 31;40 52<tab>…         a span in two parts
    T4<tab>Attribution 10 14<tab>said        the event's anchor
    E1<tab>Attribution:T4 Source:T1 Cue:T3 Content:T2

A proposal is right if its cue overlaps the cue of a marked attribution, or, for a quotation without a cue of its own, if at
least half of its content is in the content of one. The script prints precision and recall per rule and tier, the same for a
naive peer (a name, `said` and the rest of the sentence), the direct quotations with the right speaker, and the sentences with
an attribution. It exits with 1 if a bar is missed. `--list` prints what was missed and what was wrong.

The bars are of PolNeAR's test part (CC BY 4.0, github.com/networkdynamics/PolNeAR); nothing of it is in this repository.
"""

import argparse
import bisect
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

BARS = {
    "strong tier P": 87.0,
    "all R": 50.0,
    "direct with the right speaker": 72.0,
    "sentences P": 94.0,
    "sentences R": 70.0,
}
PEER = re.compile(r"((?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+|[Hh]e|[Ss]he|[Tt]hey) (said)\b([^.\n]*)")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=pathlib.Path)
    parser.add_argument("--claimbook", default="target/release/claimbook")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


def spans(written):
    """`20 31;40 52` as a list of pairs."""
    return [tuple(int(number) for number in part.split()) for part in written.split(";")]


def marked(path):
    """The attributions of one file of marks."""
    types, events = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            kind, _, places = fields[1].partition(" ")
            types[fields[0]] = (kind, spans(places))
        elif line.startswith("E") and len(fields) >= 2:
            events.append([part.split(":") for part in fields[1].split()])
    for event in events:
        if not event[0][0].startswith("Attribution"):
            continue
        found = defaultdict(list)
        for role, name in event[1:]:
            if name in types:
                found[role.rstrip("0123456789").lower()] += types[name][1]
        yield {"source": found["source"], "cue": found["cue"], "content": found["content"]}


def texts(folders):
    """Each text with all the marks on it."""
    for folder in folders:
        marks = sorted(folder.rglob("*.ann"))
        for path in sorted(folder.rglob("*.txt")):
            own = [one for one in marks if one.stem == path.stem or one.stem.startswith(path.stem + "_")]
            if own:
                yield path.stem, path.read_text(encoding="utf-8", newline=""), list(marked(own[0]))


def proposals(program, name, text):
    """What `claimbook draft` proposes for a text, in a book of its own, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        book = pathlib.Path(folder)
        (book / "claims").mkdir()
        (book / "articles").mkdir()
        (book / "articles/article.txt").write_text(text, encoding="utf-8", newline="")
        record = '[article]\ntitle = "T"\nfile = "articles/article.txt"\nlanguage = "en"\n'
        (book / "claims/article.toml").write_text(record, encoding="utf-8")
        command = [program, "--book", folder, "draft", "article", "--format", "json"]
        start = time.perf_counter()
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(answer.stdout), time.perf_counter() - start


def naive(text):
    for match in PEER.finditer(text):
        spans = [{"start": match.start(part), "end": match.end(part)} for part in (1, 2, 3)]
        yield {"rule": "peer", "tier": "peer", "source": spans[0], "cue": spans[1], "content": spans[2]}


def overlap(one, others):
    return sum(max(0, min(one["end"], end) - max(one["start"], start)) for start, end in others)


def is_right(one, gold):
    if one["cue"]["end"] > one["cue"]["start"]:
        return overlap(one["cue"], gold["cue"]) > 0
    length = one["content"]["end"] - one["content"]["start"]
    return 2 * overlap(one["content"], gold["content"]) >= length


def is_quoted(text, gold):
    """Whether at least half of what is said is in double quotation marks."""
    said = "".join(text[start:end] for start, end in gold["content"])
    quoted = re.findall(r"[“\"][^“”\"]*(?:[”\"]|$)", said)
    return said and 2 * sum(len(part) for part in quoted) >= len(said)


def same_speaker(text, one, gold):
    if overlap(one["source"], gold["source"]):
        return True
    names = lambda words: {word for word in re.findall(r"\w+", words) if word[:1].isupper()}
    named = names(text[one["source"]["start"]:one["source"]["end"]])
    return any(named & names(text[start:end]) for start, end in gold["source"])


def sentences(text):
    ends = [match.end() for match in re.finditer(r"[.!?][”\"’')]*(?=\s)|\n\s*\n", text)] + [len(text)]
    starts = [0] + ends[:-1]
    return [(start, end) for start, end in zip(starts, ends) if text[start:end].strip()]


class Count:
    def __init__(self):
        self.numbers = defaultdict(lambda: [0, 0])

    def add(self, name, is_hit):
        self.numbers[name][0] += bool(is_hit)
        self.numbers[name][1] += 1

    def share(self, name):
        hits, all_of = self.numbers[name]
        return 100 * hits / all_of if all_of else 0.0

    def row(self, name):
        hits, all_of = self.numbers[name]
        return f"{name:32} {self.share(name):6.1f} %  {hits} of {all_of}"


def tell(text, one, what):
    part = lambda span: " ".join(text[span["start"]:span["end"]].split())[:90]
    print(f"{what}: {one['rule']} [{part(one['source'])}] «{part(one['cue'])}» {part(one['content'])}")


def of_text(text, golds, found, count, prefix):
    for one in found:
        right = any(is_right(one, gold) for gold in golds)
        for name in (one["rule"], f"{one['tier']} tier", "all"):
            count.add(f"{prefix}{name} P", right)
    for gold in golds:
        by = [one for one in found if is_right(one, gold) or overlap(one["content"], gold["content"]) and is_quoted(text, gold)]
        if not gold["source"]:
            continue
        count.add(f"{prefix}all R", any(is_right(one, gold) for one in found))
        if is_quoted(text, gold):
            count.add(f"{prefix}direct R", by)
            count.add(f"{prefix}direct with the right speaker", any(same_speaker(text, one, gold) for one in by))
    of_sentences(text, golds, found, count, prefix)


def of_sentences(text, golds, found, count, prefix):
    places = sentences(text)
    starts = [start for start, _ in places]
    touched = lambda pairs: {
        at
        for start, end in pairs
        for at in range(max(0, bisect.bisect_right(starts, start) - 1), bisect.bisect_left(starts, end))
    }
    gold = touched(pair for one in golds for pair in one["cue"] + one["content"])
    mine = touched((one[part]["start"], one[part]["end"]) for one in found for part in ("cue", "content")
                   if one[part]["end"] > one[part]["start"])
    for at in mine:
        count.add(f"{prefix}sentences P", at in gold)
    for at in gold:
        count.add(f"{prefix}sentences R", at in mine)


def main():
    options = arguments()
    count, took, size, number = Count(), 0.0, 0, 0
    for name, text, golds in texts(options.data):
        found, seconds = proposals(options.claimbook, name, text)
        took, size, number = took + seconds, size + len(text), number + 1
        of_text(text, golds, found, count, "")
        of_text(text, golds, list(naive(text)), count, "peer: ")
        if options.list:
            for one in found:
                if not any(is_right(one, gold) for gold in golds):
                    tell(text, one, "wrong")
            for gold in golds:
                if gold["source"] and gold["cue"] and not any(is_right(one, gold) for one in found):
                    span = lambda pairs: {"start": pairs[0][0], "end": pairs[-1][1]} if pairs else {"start": 0, "end": 0}
                    tell(text, {"rule": "-", **{part: span(gold[part]) for part in gold}}, "missed")
    if not number:
        sys.exit("no text with marks in these folders")
    for name in sorted(count.numbers, key=lambda name: (name.startswith("peer"), name)):
        print(count.row(name))
    print(f"{number} texts, {size} characters, {took:.2f} s with the start of the program for each")
    missed = [name for name, bar in BARS.items() if count.share(name) < bar]
    for name, bar in BARS.items():
        print(f"bar {name}: {count.share(name):.1f} (at least {bar}){' MISSED' if name in missed else ''}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
