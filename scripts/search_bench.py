#!/usr/bin/env python3
"""Measures what `list --like` finds, beside a plain FTS5 index of the same claims in the same run.

    scripts/search_bench.py [--claims N] [--posts N] [--cjk N] [--seed N]       over claims and posts that it makes
    scripts/search_bench.py --data TSV ... [--texts FILE]                        over yours

Each line of TSV is a post, a claim, and the id of that claim, which is the right answer. A line with an empty post only brings its
claim to the book; the same claim may stand on several lines. FILE has one text a line, in a script without spaces.

It prints hit@5, MRR@5 and the median time of a whole process; then how many substrings of texts without spaces find their
text; then the size of the index and the time to build it. Needs python3 with FTS5, and `cargo build --release`.
"""

import argparse
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(
    os.environ.get("CLAIMBOOK", Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/claimbook")
)
CLAIMS_A_FILE = 40

# What claims are made of. Each line is one meaning in several words, so that a post can say it in others.
ACTORS = "minister|president|mayor|senator|governor|ambassador|bishop|striker|singer|surgeon|principal|banker|general|judge"
WORDS = """vaccine vaccines jab shot|virus infection disease|mask masks|hospital clinic|doctor doctors physician|ballot ballots vote|
election vote poll|tax taxes levy|budget spending|bridge crossing|flood flooding floods|fire blaze wildfire|drought|earthquake quake|
school schools classroom|teacher teachers|student students pupils|police officers|protest protests demonstration|riot riots|
border frontier|refugee refugees migrants|soldier soldiers troops|tank tanks|missile missiles rocket|drone drones|airport|
train trains railway|truck trucks lorry|car cars vehicle|oil petroleum|gas|coal|solar panels|windmill turbines|nuclear reactor|
water supply|river|dam|forest trees|shark sharks|whale whales|dog dogs|elephant elephants|snake snakes|bird birds|cow cattle|
wheat grain|rice|sugar|coffee|chocolate|milk|meat beef|salmon fish|garlic|lemon lemons|vinegar|bleach disinfectant|
cancer tumour|diabetes|heart attack|stroke|autism|pregnancy pregnant|baby infant|child children kids|woman women|man men|
grandmother granny|wedding marriage|funeral burial|church cathedral|mosque|temple shrine|statue monument|museum gallery|
painting picture|book books novel|film movie|song track|video clip footage|photo photograph image|map|flag|passport|
identity card|phone phones mobile|internet web|tower antenna|satellite|moon lunar|planet|comet|hurricane storm|tornado|snow blizzard|
ice glacier|heat heatwave|salary wages pay|pension pensions|job jobs|factory plant|bank banks|currency money|gold|diamond|
stadium arena|match game|goal|medal medals|olympics games|referee|prison jail|prisoner inmates|murder killing|robbery theft|
fraud scam|bribe bribery|lottery|casino|alcohol beer|wine|cigarette tobacco smoking|cannabis marijuana|heroin drug"""
VERBS = """banned outlawed prohibited|bought purchased acquired|sold|closed shut|opened|destroyed wrecked|built constructed|
arrested detained|shows depicts|cures heals treats|causes triggers|prevents stops|doubled|halved|cut reduced slashed|
raised increased hiked|announced declared|admitted confessed|denied rejected|signed|stole|killed|injured hurt|rescued saved|
found discovered|hid concealed|burned torched|visited toured|refused declined|approved authorised|replaced|moved relocated|
paid|won|lost|funded financed|poisoned contaminated|attacked assaulted|removed deleted|promised pledged|leaked|faked staged"""
NOISE = """Wow|Can you believe this|BREAKING|So apparently|This is huge|Please share before they delete it|Wake up people|
I just read that|Nobody is talking about this|Disgusting|My cousin who works there says|Is it true|Unbelievable but|
The media will not tell you|Share|Thoughts and prayers|Just in case you missed it|As I always said"""
EMOJI = "😡 😱 🤔 🔥 ‼️ 🙏 💉 🇺🇳".split()
SYLLABLES = "bar den kor ril sal tum mov ven lar per ist tan nor eli gas sor um chet dil fan hol inga jas kem lor mir nel os pra quil".split()
COMMON = "the of to in and that for on with by from at as is was are were has have had will be been after before over under".split()


def groups(text):
    return [group.split() for group in text.replace("\n", "").split("|")]


def name(dice):
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()


def made_claims(count, dice):
    """Claims as lists of (words of one meaning, which of them): what a post needs to say the same in others."""
    actors, things, verbs = ACTORS.split("|"), groups(WORDS), groups(VERBS)
    people = [f"{name(dice)} {name(dice)}" for _ in range(count // 12)]
    places = [name(dice) for _ in range(count // 40 + 40)]
    claims = []
    for _ in range(count):
        parts = []
        if dice.random() < 0.5:
            parts.append(([dice.choice(people)], 0))
        else:
            parts.append((["a"], 0))
            parts.append(([dice.choice(actors)], 0))
        for _ in range(dice.randint(1, 2)):
            verb, thing = dice.choice(verbs), dice.choice(things)
            parts.append((verb, dice.randrange(len(verb))))
            if dice.random() < 0.5:
                parts.append(([str(dice.choice([dice.randint(2, 99), dice.randint(100, 9999), 2019 + dice.randint(0, 7)]))], 0))
            parts.append((thing, dice.randrange(len(thing))))
            parts.append(([dice.choice(COMMON)], 0))
        if dice.random() < 0.7:
            parts.append(([f"in {dice.choice(places)}"], 0))
        claims.append(parts)
    return claims


def text_of(parts):
    text = " ".join(words[at] for words, at in parts)
    return text[0].upper() + text[1:] + "."


def misspelled(word, dice):
    if len(word) < 6:
        return word
    at = dice.randrange(3, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def tagged(word, dice):
    joined = "".join(part.capitalize() for part in re.findall(r"\w+", word))
    return dice.choice("#@") + joined


def made_post(parts, dice):
    """The same in other words, in another order, with words left out and much around it."""
    kept = [part for part in parts if dice.random() > 0.2] or parts
    if dice.random() < 0.3:
        cut = dice.randrange(len(kept))
        kept = kept[cut:] + kept[:cut]
    said = []
    for words, at in kept:
        word = words[at] if dice.random() < 0.6 else dice.choice(words)
        odds = dice.random()
        if odds < 0.08:
            word = misspelled(word, dice)
        elif odds < 0.2 and word not in COMMON:
            word = tagged(word, dice)
        elif odds < 0.25:
            word = word.upper()
        said.append(word)
    noise = [piece.strip() for piece in NOISE.split("|")]
    before = " ".join(dice.sample(noise, dice.randint(0, 2)))
    after = " ".join(dice.sample(noise, dice.randint(0, 2)))
    extra = " ".join(dice.choice(dice.choice(groups(WORDS))) for _ in range(dice.choice([0, 0, 1, 3])))
    address = dice.choice([" https://t.co/", "https://t.co/", "pic.twitter.com/"]) + f"{dice.randrange(16**8):08x}"
    post = f"{before} {dice.choice(EMOJI)} {' '.join(said)} {extra} {after}{address}"
    return f"{post} {signature(dice)}" if dice.random() < 0.7 else post


def signature(dice):
    """What stands below a post where it is copied: who posted it, and when."""
    author = f"{name(dice)} {name(dice)}"
    month = dice.choice("January February March April May June July August".split())
    handle = dice.choice([author.replace(" ", ""), tagged(dice.choice(dice.choice(groups(WORDS))), dice)[1:]])
    return f"— {author} (@{handle}) {month} {dice.randint(1, 28)}, {dice.randint(2015, 2026)}"


def made(arguments):
    dice = random.Random(arguments.seed)
    claims = made_claims(arguments.claims, dice)
    right = dice.sample(range(len(claims)), min(arguments.posts, len(claims)))
    return (
        {f"c{number}": text_of(parts) for number, parts in enumerate(claims)},
        [(made_post(claims[number], dice), f"c{number}") for number in right],
    )


def given(paths):
    """Claims and posts from TSV."""
    claims, posts = {}, []
    for path in paths:
        for line in Path(path).read_text(encoding="utf8").splitlines():
            post, claim, right = (line.split("\t") + ["", ""])[:3]
            if not claim:
                continue
            right = right or claim
            claims[right] = claim
            if post:
                posts.append((post, right))
    return claims, posts


def write_book(folder, texts):
    """A book of these texts; the id of a claim is `t` and its number."""
    (folder / "claims").mkdir(parents=True)
    for first in range(0, len(texts), CLAIMS_A_FILE):
        claims = "".join(
            f"[[claim]]\nid = \"t{number}\"\ntext = {json.dumps(texts[number], ensure_ascii=False)}\n\n"
            for number in range(first, min(first + CLAIMS_A_FILE, len(texts)))
        )
        (folder / f"claims/{first:07}.toml").write_text(claims.replace("\x7f", ""), encoding="utf8")


def run(book, *arguments, stdin=None):
    start = time.perf_counter()
    done = subprocess.run([PROGRAM, *arguments], cwd=book, input=stdin, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return done.stdout, (time.perf_counter() - start) * 1000


def plain_index(texts):
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'porter unicode61')")
    index.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(texts))
    return index


def plain(index, post):
    query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", post))
    return [row for (row,) in index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 5", [query])]


def judge(name, answers, millis=None):
    ranks = [found.index(right) + 1 if right in found else None for found, right in answers]
    hit = sum(rank is not None for rank in ranks) / len(ranks)
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    took = f"   median {statistics.median(millis):5.1f} ms" if millis else ""
    print(f"  {name:<24} hit@5 {hit:.3f}   MRR@5 {mrr:.3f}{took}")
    return [right for (_, right), rank in zip(answers, ranks) if rank is None]


def bench_posts(folder, claims, posts, misses):
    ids, texts = list(claims), list(claims.values())
    place = {id: number for number, id in enumerate(ids)}
    book = folder / "posts"
    write_book(book, texts)
    run(book, "list", "--limit", "1")
    time.sleep(3.2)
    run(book, "list", "--limit", "1")
    print(f"{len(posts):,} posts, {len(claims):,} claims")
    ours, millis = [], []
    for post, right in posts:
        out, took = run(book, "list", "--like", "-", "--limit", "5", "--format", "json", stdin=post)
        ours.append(([int(found["id"][1:]) for found in json.loads(out)], place[right]))
        millis.append(took)
    missed = judge("list --like", ours, millis)
    index = plain_index(texts)
    judge("FTS5, porter, OR", [(plain(index, post), place[right]) for post, right in posts])
    for number in missed[:misses]:
        post = next(post for post, right in posts if place[right] == number)
        print(f"    missed: {post}\n      → {texts[number]}")


def made_texts(count, dice):
    """Texts in scripts without spaces, some with Latin words and figures among them."""
    scripts = [(0x4E00, 0x5000), (0x3041, 0x3090), (0x30A1, 0x30F0), (0xAC00, 0xAE00), (0x0E01, 0x0E2E), (0x0E94, 0x0E98)]
    scripts += [(0x1780, 0x17A2), (0x1000, 0x1020)]
    texts = []
    for _ in range(count):
        low, high = dice.choice(scripts[:1] * 6 + scripts)
        run = "".join(chr(dice.randrange(low, high)) for _ in range(dice.randint(8, 40)))
        cut = dice.randrange(len(run))
        texts.append(run[:cut] + dice.choice(["", "，", "COVID-19", "2025", "。"]) + run[cut:])
    return texts


def bench_substrings(folder, texts, dice, count):
    book = folder / "substrings"
    write_book(book, texts)
    found = wanted = nothing = 0
    for _ in range(count):
        text = dice.choice(texts)
        runs = re.findall(r"[^\x00-\u0dff\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030\uff00-\uffef]{2,}", text)
        if not runs:
            continue
        run_of = dice.choice(runs)
        start = dice.randrange(len(run_of) - 1)
        part = run_of[start : start + dice.randint(2, 6)]
        if len(part) < 2:
            continue
        out, _ = run(book, "list", "--search", part, "--format", "ids")
        have = {f"t{number}" for number, other in enumerate(texts) if part in other}
        got = set(out.split())
        found, wanted, nothing = found + len(have & got), wanted + len(have), nothing + (not got)
    print(f"{len(texts):,} texts without spaces, {count:,} substrings")
    print(f"  list --search            recall {found / max(wanted, 1):.4f}   finds nothing: {nothing}")


def bench_index(folder):
    for book in sorted(folder.iterdir()):
        if not (book / "claims").is_dir():
            continue
        walls = []
        for _ in range(3):
            run(book, "cache", "clear", "--quiet")
            walls.append(run(book, "list", "--limit", "1")[1])
        size = Path(run(book, "cache", "path")[0].strip()).stat().st_size
        text = sum(path.stat().st_size for path in (book / "claims").iterdir())
        print(f"  {book.name:<12} build {min(walls):7.0f} ms   index {size / 1e6:6.2f} MB = {size / text:.2f} × the files")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=14_231)
    parser.add_argument("--posts", type=int, default=209)
    parser.add_argument("--cjk", type=int, default=5_000, help="how many texts without spaces to make")
    parser.add_argument("--substrings", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="show so many posts that found nothing")
    parser.add_argument("--data", nargs="+", metavar="TSV")
    parser.add_argument("--texts", metavar="FILE")
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="claimbook-search-") as name:
        os.environ["CLAIMBOOK_CACHE"] = f"{name}/caches"
        folder = Path(name) / "books"
        claims, posts = given(arguments.data) if arguments.data else made(arguments)
        bench_posts(folder, claims, posts, arguments.misses)
        if arguments.texts:
            texts = [line for line in Path(arguments.texts).read_text(encoding="utf8").splitlines() if line.strip()]
        else:
            texts = made_texts(arguments.cjk, dice)
        bench_substrings(folder, texts, dice, arguments.substrings)
        bench_index(folder)


if __name__ == "__main__":
    main()
