"""How fast and how well glossary terms are found in German.

    python -m benchmarks.matching                        # time by size of the glossary
    python -m benchmarks.matching --inflected F.jsonl    # terms in dictionary form, found in their sentences
    python -m benchmarks.matching --sample SENTENCES     # 100 matches of the shipped glossary, to judge by hand

A line of F.jsonl is ``{"de": sentence, "terms": [{"de": term, "en": rendering}, …]}``. A term counts as
inflected if it does not stand in its sentence as a word of its own. SENTENCES has one a line.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice, product
from pathlib import Path

import glossary
from glossary import Kind, Matcher, Term, load
from glossary.german import is_known, lemmas

_NEWS = Path(glossary.__file__).with_name("news.po")
_SEEDS = Path(__file__).parent.parent / "seeds"
_SIZES = (1_000, 10_000, 100_000)
_SENTENCES = 2000
_ADJECTIVES = "europäisch deutsch französisch britisch russisch ukrainisch amerikanisch chinesisch finnisch neu".split()
_FIRST = (
    "Bundes Landes Kreis Stadt Sicherheits Wirtschafts Finanz Energie Verteidigungs Verkehrs Umwelt Klima Handels "
    "Gesundheits Bildungs Forschungs Arbeits Familien Steuer Zoll Grenz Luft Raum Wasser Strom Gas Wind Daten Netz "
    "Medien Rundfunk Film Kultur Sport Jugend Kinder Renten Pflege Kranken Reise Welt Markt Preis Lohn Börsen Kapital"
).split()
_LAST = (
    "haushalt ministerium behörde verwaltung politik reform krise debatte konferenz kommission ausschuss gesetz "
    "verordnung richtlinie strategie planung förderung aufsicht kontrolle prüfung abgabe gebühr zulage anleihe messe "
    "bank kasse versicherung garantie haftung klage verhandlung vereinbarung abkommen vertrag partner sprecher "
    "vertreter leiter direktor präsident rat amt stelle zentrale"
).split()
_ENDING = ("", "debatte", "frage", "lage", "seite", "wende", "zeit", "zahl", "ziel", "zone", "zweck")


def entries(count: int) -> Iterator[str]:
    """Yield that many entries of a PO file: compounds, most with an adjective, a third with all fields."""
    words = product([*_ADJECTIVES[:3], ""], _ENDING, _FIRST, _LAST)
    more = product(_ADJECTIVES[3:], _ENDING, _FIRST, _LAST)
    for number, (adjective, ending, first, last) in enumerate(islice((*words, *more), count)):
        noun = first + last + ending
        german = f"{adjective}e {noun}" if adjective else noun
        english = f"{adjective or 'plain'} {first.lower()} {last} {ending}".strip()
        if number % 3:
            yield f'#, noun\nmsgid "{german}"\nmsgstr "{english}"\n'
        else:
            yield (
                f"# note: entry {number}\n# accept: {english} matter; {english} affair\n#, noun\n"
                f'msgctxt "d{number % 7}"\nmsgid "{german}"\nmsgid_plural "{german}n"\n'
                f'msgstr[0] "{english}"\nmsgstr[1] "{english}s"\n'
            )


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return the seconds of processor time that work takes, and its result; nothing here uses two cores."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def speed() -> None:
    """Print times for glossaries of several sizes, each with the shipped entries in front."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    sentences = list(islice(cycle(s for s in re.split(r"(?<=[.:?!])\s+|\n+", text) if s), _SENTENCES))
    seconds, _ = timed(lambda: lemmas("Haus"))
    print(f"dictionary opened, once a run: {seconds * 1e3:.1f} ms")
    print(f"{'entries':>9} {'load s':>7} {'index s':>8} {'ms a sentence':>14} {'with hints':>11} {'mentions':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in _SIZES:
            path = Path(folder, "big.po")
            path.write_text(_NEWS.read_text(encoding="utf-8") + "\n" + "\n".join(entries(size)), encoding="utf-8")
            load_s, terms = timed(lambda path=path: load(path))
            matcher = Matcher(terms)
            index_s, _ = timed(lambda matcher=matcher: matcher.find("Das Haus"))
            find_s, found = timed(lambda matcher=matcher: sum(len(matcher.find(s)) for s in sentences))
            hints_s, _ = timed(lambda matcher=matcher: [matcher.hints(s) for s in sentences])
            print(
                f"{len(terms):9,} {load_s:7.2f} {index_s:8.2f} {find_s / len(sentences) * 1e3:14.3f} "
                f"{hints_s / len(sentences) * 1e3:11.3f} {found:9}"
            )


def _kind(german: str) -> Kind:
    if " " in german:
        return Kind.PHRASE
    if german[0].isupper():
        return Kind.NOUN
    return Kind.VERB if german.endswith("n") and is_known(german) else Kind.ADJECTIVE


def inflected(path: Path) -> None:
    """Print how many inflected terms are mentions, how many hints, and all that are neither."""
    outcome: Counter[str] = Counter()
    neither = []
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        for term in pair["terms"]:
            german = term["de"]
            if re.search(rf"(?<!\w){re.escape(german)}(?!\w)", pair["de"]):
                outcome["as it is"] += 1
                continue
            matcher = Matcher([Term(german, term["en"], kind=_kind(german))])
            if matcher.find(pair["de"]):
                outcome["inflected: mention"] += 1
            elif matcher.hints(pair["de"]):
                outcome["inflected: hint (closed compound)"] += 1
            else:
                outcome["inflected: neither"] += 1
                start = german[:3].lower()
                neither.append((german, [w for w in re.findall(r"[\w-]+", pair["de"]) if start in w.lower()]))
    for name, count in sorted(outcome.items()):
        print(f"{count:6} {name}")
    for german, near in neither:
        print(f"       {german}: {', '.join(near)}")


def sample(path: Path, count: int = 100) -> None:
    """Print that many matches of the shipped glossary, drawn with a fixed seed."""
    matcher = Matcher(load(_NEWS))
    found = [
        (sentence, mention)
        for sentence in path.read_text(encoding="utf-8").splitlines()
        for mention in matcher.find(sentence)
        if not mention.overlapped and not mention.term.forbidden
    ]
    print(f"{len(found)} matches: {dict(Counter(mention.how.value for _, mention in found))}")
    for number, (text, m) in enumerate(random.Random(2019).sample(found, min(count, len(found))), 1):
        shown = f"{text[max(0, m.start - 60) : m.start]}[{text[m.start : m.end]}]{text[m.end : m.end + 60]}"
        print(f"{number:3} {m.how.value:11} {m.term.source} → {m.term.target} | {shown}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inflected", type=Path, metavar="JSONL")
    parser.add_argument("--sample", type=Path, metavar="SENTENCES")
    options = parser.parse_args()
    if options.inflected:
        inflected(options.inflected)
    if options.sample:
        sample(options.sample)
    if not (options.inflected or options.sample):
        speed()


if __name__ == "__main__":
    sys.exit(main())
