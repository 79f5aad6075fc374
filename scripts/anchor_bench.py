#!/usr/bin/env python3
"""Measures how well quotes are found again in a revised text, beside Python's difflib.

    scripts/anchor_bench.py [DATA.jsonl …] [--text FILE …] [--pairs N] [--seed N] [--no-peer] [--show N]

DATA is JSON lines, one pair of versions per line:

    {"old": "…", "new": "…", "quotes": [
        {"quote": "…", "paragraph": 4, "kind": "same", "start": 120, "end": 180},
        {"quote": "…", "kind": "edited", "start": 300, "end": 372},
        {"quote": "…", "kind": "deleted"}]}

`quote` is a text of `old`. `start` and `end` are the right answer: characters of `new` (Unicode scalar values, from 0, the
end exclusive). `paragraph` may be left out. `old` is not read. A tab-separated file works as well, with the columns old, new,
quote, kind, start, end, where rows of one pair follow one another and line breaks are `\\n`.

Without DATA the script makes its own pairs: reports about an invented town, and newsroom revisions of them (new figures,
other words, attributions added, sentences merged, split, moved, tightened and deleted, with neighbours that are nearly the
same). `--text FILE` revises the sentences of a real text in the same way; nothing of it is kept.

The last part changes one word of a quoted sentence that matters, and counts how often that passes as sure.
"""

import argparse
import csv
import difflib
import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PLACES = "Aldmoor|Brenholm|Carrick Sound|Dunmere|Eastvale|Fenwick|Gorsley|Harrowgate Bay|Kestrel Point|Lowmarsh".split("|")
BODIES = ("the harbour board|the town council|the coast guard|the water company|the ministry of works|the miners' union|"
          "the school board|the river authority|the regional hospital|the shipping line").split("|")
PEOPLE = "officials|witnesses|residents|engineers|inspectors|two council members|a spokeswoman|campaigners".split("|")
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|")
MONTHS = "January|February|March|April|June|July|September|October|November".split("|")
THINGS = ("the old bridge|the northern pier|the flood barrier|the ferry terminal|the copper mine|the reservoir|"
          "the coastal road|the pumping station|the fish market|the railway tunnel").split("|")
ADVERBS = "quickly|quietly|repeatedly|publicly|formally|carefully|openly|briefly".split("|")
TEMPLATES = [
    "{Body} closed {thing} on {day} after engineers found {n} cracks in the concrete supports.",
    "At least {n} people were injured when part of {thing} collapsed in {place} on {day}.",
    "{Body} said that repairs to {thing} would cost {n} million crowns and take {m} months.",
    "In {place}, {people} described how the water rose by {m} metres within a single night.",
    "A report published in {month} warned that {thing} carried {n} percent more traffic than it was built for.",
    "{People} {adverb} accused {body} of ignoring the warnings about {thing}.",
    "The inspectors visited {thing} {m} times last year and reported no serious damage.",
    "More than {n} households in {place} remained without electricity on {day} evening.",
    "{Body} denied that it had known about the condition of {thing} before the accident.",
    "Workers from {place} have been on strike since {month}, demanding a pay rise of {m} percent.",
    "The company that built {thing} went bankrupt {m} years ago, leaving debts of {n} million crowns.",
    "According to {people}, the alarm sounded only after the first {m} families had left their homes.",
    "Fishing boats from {place} landed {n} tonnes of herring in {month}, less than in any year since the war.",
    "{Body} has promised to publish the full results of its inquiry before the end of {month}.",
    "The road between {place} and {place2} was blocked for {m} hours by fallen trees.",
    "{People} in {place} said they had never been told about the plan to sell {thing}.",
    "It is the third time in {m} years that {thing} has been closed because of storms.",
    "The mayor of {place} asked {body} for help and received an answer after {m} weeks.",
    "Prices for drinking water in {place} have risen by {n} percent since {body} took over the supply.",
    "About {n} protesters gathered outside {thing} on {day} and demanded that {body} resign.",
    "“We were left alone for {m} days,” one of the residents of {place} said.",
    "“Nobody at {body} answered the telephone,” {people} said on {day}.",
    "{Body} rejected the criticism and said that all {n} of its pumps had worked as planned.",
    "The hospital in {place} treated {n} patients, {m} of whom were children.",
    "Experts believe that {thing} could stay closed until {month}, although {body} hopes to open it earlier.",
    "Neither {body} nor the government responded to questions about the contract for {thing}.",
    "A second storm is expected to reach {place} on {day}, with winds of up to {n} kilometres per hour.",
    "The ferry to {place} resumed its service on {day} with only {m} of its {n} regular crossings.",
    "Critics say {body} spent the money on new offices instead of maintaining {thing}.",
    "In {month}, a court ruled that {body} must pay compensation to {n} families in {place}.",
    "{People} found oil on the beaches of {place}, some {m} kilometres from {thing}.",
    "The government in the capital has sent {n} soldiers to {place} to help with the sandbags.",
    "Insurers estimate the damage in {place} and {place2} at {n} million crowns.",
    "Schools in {place} will stay closed until {day}, {body} announced.",
    "Only {m} of the {n} buildings near {thing} are insured against floods.",
    "The town of {place} was founded around its harbour and still lives mostly from fishing.",
    "Many of the families who lost their homes are staying with relatives in {place2}.",
    "Divers searched the water below {thing} until darkness fell but found nothing.",
    "{Body} appointed an outside expert to examine why the warning system had failed.",
    "The debate about {thing} has divided the town for years.",
]
SYNONYMS = {
    "closed": "shut", "found": "discovered", "injured": "hurt", "collapsed": "gave way", "repairs": "repair work",
    "warned": "cautioned", "accused": "criticised", "reported": "noted", "households": "homes", "promised": "pledged",
    "publish": "release", "blocked": "closed off", "plan": "proposal", "asked": "appealed to", "received": "got",
    "gathered": "assembled", "demanded": "called for", "criticism": "complaints", "treated": "cared for",
    "responded": "replied", "questions": "inquiries", "resumed": "restarted", "maintaining": "looking after",
    "compensation": "damages", "sent": "dispatched", "damage": "losses", "announced": "said", "buildings": "houses",
    "searched": "combed", "examine": "investigate", "debate": "dispute", "divided": "split", "built": "constructed",
    "described": "recounted", "traffic": "vehicles", "condition": "state", "accident": "incident", "full": "complete",
    "results": "findings", "storms": "bad weather", "money": "funds", "help": "assistance", "supply": "network",
}
NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()


def sentence(rng, topic, templates):
    """A sentence of the story; `topic` keeps names together as a real story does, and no story says one thing twice."""
    template = templates.pop(rng.randrange(len(templates)))
    pick = lambda name, words: topic[name] if rng.random() < 0.6 else rng.choice(words)
    body, people = pick("body", BODIES), rng.choice(PEOPLE)
    thing = pick("thing", THINGS)
    number = lambda low, high: rng.choice(NUMBER_WORDS) if rng.random() < 0.3 else f"{rng.randint(low, high):,}"
    return template.format(
        Body=body[0].upper() + body[1:], body=body, People=people[0].upper() + people[1:], people=people,
        thing=thing, place=pick("place", PLACES), place2=rng.choice(PLACES), day=rng.choice(DAYS),
        month=rng.choice(MONTHS), n=number(11, 4000), m=number(2, 60), adverb=rng.choice(ADVERBS))


def article(rng):
    """Paragraphs of sentences."""
    topic = {"body": rng.choice(BODIES), "place": rng.choice(PLACES), "thing": rng.choice(THINGS)}
    templates, paragraphs = list(TEMPLATES), []
    for _ in range(rng.randint(8, 14)):
        most = min(len(templates), rng.randint(1, 4))
        if most:
            paragraphs.append([sentence(rng, topic, templates) for _ in range(most)])
    return paragraphs


def of_text(text):
    """Paragraphs of sentences of a real text."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text):
        block = " ".join(block.split())
        found = [part.strip() for part in re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", block) if len(part) > 40]
        if found:
            paragraphs.append(found)
    return paragraphs


def lower_first(text):
    first = text.split(" ", 1)[0]
    keep = first in PLACES or first in DAYS or first in MONTHS or first.startswith("“") or first.isupper()
    common = first in ("The", "A", "An", "In", "At", "It", "More", "About", "Many", "Only", "Some", "However", "Since", "For", "Workers",
                       "Schools", "Divers", "Experts", "Critics", "Insurers", "Prices", "Fishing", "Neither", "According") or first.lower() in (
                           "officials", "witnesses", "residents", "engineers", "inspectors", "two", "campaigners")
    return text[0].lower() + text[1:] if common and not keep else text


def swap_words(rng, text, most):
    words = [word for word in SYNONYMS if re.search(rf"\b{word}\b", text)]
    rng.shuffle(words)
    for word in words[:most]:
        text = re.sub(rf"\b{word}\b", SYNONYMS[word], text, count=1)
    return text


def new_figure(rng, text):
    def other(match):
        digits = match.group()
        place = rng.choice([at for at, c in enumerate(digits) if c.isdigit()])
        digit = rng.choice([d for d in "123456789" if d != digits[place]])
        return digits[:place] + digit + digits[place + 1:]
    return re.sub(r"\d[\d,.]*\d|\d", other, text, count=1)


def attribute(rng, text):
    who = rng.choice(PEOPLE + ["the council", "a police report", "local media"])
    if rng.random() < 0.5:
        return f"{text[:-1]}, {who} said." if text.endswith(".") else text
    return f"According to {who}, {lower_first(text)}"


def tighten(rng, text):
    cuts = [r", although [^,.]+", r" within a single night", r" in the concrete supports", r" before the accident", r" on \w+day( evening)?",
            r" \w+ly\b", r", leaving [^.]+", r" of its inquiry", r", less than [^.]+", r" and reported no serious damage", r", demanding [^.]+",
            r" with only [^.]+", r" — [^—]+ —", r", \w+ing [^,.]+(?=[.,])", r", which [^,.]+(?=[.,])", r" \([^)]*\)", r" from the [a-z ]+(?=\.)"]
    rng.shuffle(cuts)
    for cut in cuts:
        shorter = re.sub(cut, "", text, count=1)
        if shorter != text and len(shorter) > 0.55 * len(text):
            return shorter
    words = text.split(" ")
    return " ".join(words[:-3]) + "." if len(words) > 12 else text


def reorder(rng, text):
    found = re.match(r"^(In \w+(?: \w+)?|According to [^,]+|On \w+day), (.+)\.$", text)
    if found:
        rest = found.group(2)
        return f"{rest[0].upper()}{rest[1:]} {found.group(1)[0].lower()}{found.group(1)[1:]}."
    found = re.match(r"^(.+) (on \w+day)( .+)?\.$", text)
    if found:
        rest = (found.group(1) + (found.group(3) or ""))
        return f"{found.group(2).capitalize().replace('On ', 'On ')}, {lower_first(rest)}.".replace("On monday", "On Monday")
    return swap_words(rng, text, 2)


def neighbour(rng, text):
    """Nearly the same statement about something else."""
    other = new_figure(rng, text)
    for group in (PLACES, THINGS, DAYS, MONTHS):
        named = [name for name in group if name in other]
        if named:
            other = other.replace(named[0], rng.choice([name for name in group if name not in named]), 1)
    return swap_words(rng, other, 2)


def edit(rng, text):
    steps = [lambda t: swap_words(rng, t, 3), lambda t: new_figure(rng, t), lambda t: attribute(rng, t),
             lambda t: tighten(rng, t), lambda t: reorder(rng, t)]
    before, tries = text, 0
    while text == before and tries < 5:
        for step in rng.sample(steps, rng.choice([1, 1, 2, 2, 3])):
            text = step(text)
        tries += 1
    return text


def longest_literal(template):
    return max(re.split(r"\{\w+\}", template), key=len)


def revise(rng, paragraphs):
    """A pair of versions with quotes and right answers."""
    old = [[(number, at, text) for at, text in enumerate(paragraph)] for number, paragraph in enumerate(paragraphs, 1)]
    ranks = {text: at for at, text in enumerate(text for paragraph in paragraphs for text in paragraph)}
    quotes, new = [], []
    for paragraph in old:
        pieces = []
        skip = False
        for position, (number, at, text) in enumerate(paragraph):
            if skip:
                skip = False
                continue
            fate = rng.random()
            follower = paragraph[position + 1] if position + 1 < len(paragraph) else None
            if fate < 0.33:
                pieces.append([(text, (number, text, "same"))])
            elif fate < 0.62:
                changed = edit(rng, text)
                kind = "same" if text in changed else "edited"
                pieces.append([(changed, (number, text, kind))])
            elif fate < 0.68 and follower:
                first = text.rstrip(".") + rng.choice([", and ", ", while ", " — "])
                second = lower_first(follower[2])
                pieces.append([(first, (number, text, "edited")), (second, (number, follower[2], "edited" if second != follower[2] else "same"))])
                skip = True
            elif fate < 0.72 and ", " in text[20:-20]:
                cut = text.index(", ", 20)
                rest = text[cut + 2:]
                pieces.append([(text[:cut] + ". " + rest[0].upper() + rest[1:], (number, text, "edited"))])
            else:
                quotes.append({"quote": text, "paragraph": number, "kind": "deleted"})
                other = neighbour(rng, text)
                if rng.random() < 0.5 and any(name in text for name in PLACES + THINGS + DAYS + MONTHS):
                    pieces.append([(other, None)])
        new.append(pieces)
    topic = {"body": rng.choice(BODIES), "place": rng.choice(PLACES), "thing": rng.choice(THINGS)}
    unused = [template for template in TEMPLATES if not any(longest_literal(template) in text for text in ranks)]
    for _ in range(min(rng.randint(0, 4), len(unused))):
        added = [[(sentence(rng, topic, unused), None)]]
        new.insert(rng.randint(0, len(new)), added)
    for _ in range(rng.choice([0, 0, 1, 2])):
        if len(new) > 1:
            new.insert(rng.randrange(len(new)), new.pop(rng.randrange(len(new))))
    text = ""
    for pieces in filter(None, new):
        text += "\n\n" if text else ""
        for place, piece in enumerate(pieces):
            text += " " if place else ""
            for words, origin in piece:
                if origin:
                    number, quote, kind = origin
                    quotes.append({"quote": quote, "paragraph": number, "kind": kind, "start": len(text), "end": len(text) + len(words)})
                text += words
    quotes.sort(key=lambda quote: (quote["paragraph"], ranks[quote["quote"]]))
    # A deleted sentence that another one repeats word for word is not deleted.
    quotes = [quote for quote in quotes if not (quote["kind"] == "deleted" and quote["quote"].rstrip(".") in text)]
    return {"old": "\n\n".join(" ".join(paragraph) for paragraph in paragraphs), "new": text, "quotes": quotes}


HEDGES = "reportedly|allegedly|possibly|perhaps|apparently|probably|nearly|about|roughly|almost".split("|")
MUTATIONS = {
    "digit": (r"\d", lambda rng, found: rng.choice([d for d in "123456789" if d != found])),
    "number word": (r"\b(?:" + "|".join(NUMBER_WORDS) + r")\b", lambda rng, found: rng.choice([w for w in NUMBER_WORDS if w != found])),
    "negation": (r"\b(?:was|were|is|are|has|have|had|could|would|will|must)\b", lambda rng, found: rng.choice([f"{found} not", f"{found} never", f"{found}n't"])),
    "hedge": (r"(?<=[a-z] )(?=[a-z]+(?:ed|en|s)? )", lambda rng, found: rng.choice(HEDGES) + " "),
    "modal": (r"\b(?:was|were|is|are)\b", lambda rng, found: rng.choice(["may be", "could be", "might have been", "would be"])),
    "name": (r"(?<=\w )[A-Z][a-z]{3,}", lambda rng, found: rng.choice(["Norwick", "Selby", "Torvale", "Ostmark", "Thursday", "May"])),
    "unit": (r"\b(?:metres|kilometres|months|years|weeks|hours|days|tonnes|percent|crowns|million)\b",
             lambda rng, found: rng.choice([w for w in ("miles", "feet", "decades", "minutes", "pounds", "billion", "acres") if w != found])),
    "quantifier": (r"\b(?:all|more|most|only|many|some|full|less|any|single|part|both|every)\b",
                   lambda rng, found: rng.choice([w for w in ("few", "several", "no", "half", "all", "most", "many", "some", "less") if w != found])),
    "dropped negation": (r"\b(?:not|never|no|nobody|neither|nor)\b ?", lambda rng, found: ""),
}


def mutate(rng, name, text):
    pattern, change = MUTATIONS[name]
    places = [match for match in re.finditer(pattern, text) if match.start() > 0 or name == "name"]
    if not places:
        return None
    match = rng.choice(places)
    changed = text[:match.start()] + change(rng, match.group()) + text[match.end():]
    return changed if changed.lower() != text.lower() else None


def mutations(rng, stories, wanted):
    """Pairs in which one word of one sentence changed, by kind."""
    made, names = [], list(MUTATIONS)
    while len(made) < wanted:
        paragraphs = rng.choice(stories)
        number = rng.randrange(len(paragraphs))
        at = rng.randrange(len(paragraphs[number]))
        name = names[len(made) % len(names)]
        for name in [name] + names:
            text = paragraphs[number][at]
            changed = mutate(rng, name, text)
            if changed:
                break
        if not changed:
            continue
        new = [list(paragraph) for paragraph in paragraphs]
        new[number][at] = changed
        text = "\n\n".join(" ".join(paragraph) for paragraph in new)
        if paragraphs[number][at] not in text:
            made.append((name, {"new": text, "quotes": [{"quote": paragraphs[number][at], "paragraph": number + 1}]}, changed))
    return made


def read(path):
    if path.suffix != ".tsv":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = []
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            plain = {name: (value or "").replace("\\n", "\n") for name, value in row.items()}
            if not pairs or (pairs[-1]["old"], pairs[-1]["new"]) != (plain["old"], plain["new"]):
                pairs.append({"old": plain["old"], "new": plain["new"], "quotes": []})
            quote = {"quote": plain["quote"], "kind": plain["kind"]}
            if plain.get("start"):
                quote |= {"start": int(plain["start"]), "end": int(plain["end"])}
            if plain.get("paragraph"):
                quote["paragraph"] = int(plain["paragraph"])
            pairs[-1]["quotes"].append(quote)
    return pairs


def ours(binary, pairs):
    """What claimbook answers, one list of passages per pair."""
    lines = [json.dumps({"text": pair["new"], "claims": [
        {key: quote[key] for key in ("quote", "prefix", "suffix", "paragraph") if quote.get(key)} for quote in pair["quotes"]]}) for pair in pairs]
    run = subprocess.run([binary], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def difflibs(pairs, threshold=0.6):
    """The same by the sentence that difflib finds most alike."""
    answers = []
    for pair in pairs:
        text = pair["new"]
        sentences = [(match.start(), match.group()) for match in re.finditer(r"\S(?:.*?)(?:[.!?][”\"]?(?=\s|$)|(?=\n|$))", text)]
        found = []
        for quote in pair["quotes"]:
            words = quote["quote"]
            at = text.find(words)
            if at >= 0:
                found.append({"how": "exact", "start": at, "end": at + len(words)})
                continue
            matcher = difflib.SequenceMatcher(None, autojunk=False)
            matcher.set_seq2(words)
            best = (0, 0, 0)
            for start, other in sentences:
                matcher.set_seq1(other)
                if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
                    best = max(best, (matcher.ratio(), start, start + len(other)))
            ratio, start, end = best
            found.append({"how": "drifted", "start": start, "end": end} if ratio >= threshold else {"how": "lost", "start": None, "end": None})
        answers.append(found)
    return answers


def is_right(quote, answer):
    """At least half of the shorter of the two places is in both."""
    if answer["start"] is None:
        return False
    shared = min(quote["end"], answer["end"]) - max(quote["start"], answer["start"])
    return shared * 2 >= min(quote["end"] - quote["start"], answer["end"] - answer["start"])


SURE = ("exact", "context", "drifted")


def judge(pairs, answers, show):
    counts = {name: 0 for name in ("same", "same right", "edited", "edited right", "edited sure", "edited wrong", "edited wrong sure",
                                   "deleted", "deleted unmarked", "deleted suspect")}
    for pair, found in zip(pairs, answers):
        for quote, answer in zip(pair["quotes"], found):
            kind, sure = quote["kind"], answer["how"] in SURE
            counts[kind] += 1
            wrong = False
            if kind == "deleted":
                counts["deleted unmarked"] += sure
                counts["deleted suspect"] += answer["how"] == "suspect"
                wrong = sure
            elif is_right(quote, answer):
                counts[f"{kind} right"] += 1
                counts["edited sure"] += kind == "edited" and sure
            elif kind == "edited":
                placed = answer["start"] is not None
                counts["edited wrong"] += placed
                counts["edited wrong sure"] += placed and sure
                wrong = True
            else:
                wrong = True
            if wrong and show > 0:
                show -= 1
                place = pair["new"][answer["start"]:answer["end"]] if answer["start"] is not None else None
                right = pair["new"][quote["start"]:quote["end"]] if "start" in quote else None
                print(f"--- {kind} {answer}\n  quote: {quote['quote']}\n  found: {place}\n  right: {right}", file=sys.stderr)
    return counts


def bar(name, value, of, limit, limit_of, at_least):
    allowed = limit * of / limit_of if limit_of else limit
    fine = value >= allowed if at_least else value <= allowed
    print(f"{'ok ' if fine or of == 0 else 'BAD'} {name}: {value} of {of} ({'at least' if at_least else 'at most'} {allowed:.1f}: {limit} of {limit_of})")
    return fine or of == 0


def bars(name, counts):
    print(f"\n{name}")
    fine = [
        bar("unchanged, found", counts["same right"], counts["same"], 949, 954, True),
        bar("edited, found", counts["edited right"], counts["edited"], 1030, 1070, True),
        bar("edited, wrong place", counts["edited wrong"], counts["edited"], 6, 1070, False),
        bar("edited, wrong place and sure", counts["edited wrong sure"], counts["edited"], 1, 1070, False),
        bar("deleted, placed unmarked", counts["deleted unmarked"], counts["deleted"], 25, 859, False),
    ]
    print(f"    of the edited, sure: {counts['edited sure']}; of the deleted, suspect: {counts['deleted suspect']}")
    return all(fine)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--text", nargs="*", type=Path, default=[])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--mutations", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--binary", type=Path)
    options = parser.parse_args()
    if options.binary is None:
        subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "anchor_quotes"], cwd=ROOT, check=True)
        options.binary = ROOT / "target/release/examples/anchor_quotes"
    rng = random.Random(options.seed)
    stories = [article(rng) for _ in range(options.pairs)]
    if options.text:
        texts = [of_text(path.read_text(encoding="utf-8")) for path in options.text]
        stories = [story for story in texts for _ in range(max(1, options.pairs // len(texts)))]
    pairs = [pair for path in options.data for pair in read(path)] or [revise(rng, story) for story in stories]
    started = time.perf_counter()
    answers = ours(options.binary, pairs)
    took = time.perf_counter() - started
    fine = bars(f"claimbook ({took:.2f} s)", judge(pairs, answers, options.show))
    if not options.no_peer:
        started = time.perf_counter()
        found = difflibs(pairs)
        bars(f"difflib ({time.perf_counter() - started:.2f} s)", judge(pairs, found, 0))
    made = mutations(rng, stories, options.mutations)
    answers = ours(options.binary, [pair for _, pair, _ in made])
    sure, of = {}, {}
    for (name, pair, changed), [answer] in zip(made, answers):
        of[name] = of.get(name, 0) + 1
        if answer["how"] in SURE:
            sure[name] = sure.get(name, 0) + 1
            if options.show > sum(sure.values()):
                print(f"--- sure in spite of {name}\n  {pair['quotes'][0]['quote']}\n  {changed}", file=sys.stderr)
    print("\nchanges of one word that matters")
    print("    " + ", ".join(f"{name}: {sure.get(name, 0)} of {count} sure" for name, count in of.items()))
    fine &= bar("sure", sum(sure.values()), len(made), 5, 9000, False)
    rng = random.Random(options.seed)
    paragraphs = (" ".join(paragraph) for _ in range(400) for paragraph in article(rng))
    text = "\n\n".join(paragraphs)[:1_000_000]
    sentences = [part for part in re.split(r"(?<=\.)\s+", text) if len(part) > 30]
    for name, changed in (("unchanged", False), ("edited", True)):
        claims = [rng.choice(sentences) for _ in range(1000)]
        claims = [edit(rng, claim) for claim in claims] if changed else claims
        line = json.dumps({"text": text, "claims": [{"quote": claim} for claim in claims]})
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        run = subprocess.run([options.binary, "--time"], input=line + "\n", capture_output=True, text=True, check=True)
        cpu = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) * 1000
        print(f"1,000 quotes in 1 MB, {name}: {run.stdout.strip()} ; whole process {cpu:.0f} ms of CPU (bar: 150 ms)")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
