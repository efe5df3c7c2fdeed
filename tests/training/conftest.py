"""A toy corpus with known word alignment, and what the steps make of it, so that each is tried in seconds."""

import itertools
import random
import re

import pytest
import torch

from training import align, network, pack, prepare, vocabulary
from training.batches import Data
from training.corpus import Pair
from training.network import Shape

# Words with the same letter behind the bar translate each other, as do slots of the same name.
TEMPLATES = [
    ("Der|a {person} besucht|b am|c {day} die|d {place}", "The|a {person} visits|b the|d {place} on|c {day}"),
    ("Die|a {place} nennt|b am|c {day} neue|d {things}", "On|c {day} the|a {place} names|b new|d {things}"),
    ("Am|a {day} prüft|b der|c {person} die|d {things}", "The|c {person} checks|b the|d {things} on|a {day}"),
    ("Der|a {person} fordert|b {things} für|c die|d {place}", "The|a {person} demands|b {things} for|c the|d {place}"),
    ("Die|a {things} helfen|b der|c {place}", "The|a {things} help|b the|c {place}"),
    ("Ohne|a {things} bleibt|b die|c {place} leer|d", "Without|a {things} the|c {place} remains|b empty|d"),
    ("Der|a {person} kennt|b die|c {things} seit|d {day}", "The|a {person} has known|b the|c {things} since|d {day}"),
    ("Seit|a {day} schweigt|b der|c {person}", "The|c {person} has been|b silent|b since|a {day}"),
    ("Bis|a {day} bleibt|b die|c {place} gesperrt|d", "The|c {place} remains|b closed|d until|a {day}"),
    ("Die|a {place} braucht|b den|c {person}", "The|a {place} needs|b the|c {person}"),
    ("Vor|a der|b {place} wartet|c der|d {person}", "The|d {person} is waiting|c outside|a the|b {place}"),
    ("Am|a {day} fehlen|b der|c {place} {things}", "On|a {day} the|c {place} lacks|b {things}"),
    ("Der|a {person} lobt|b die|c {place} am|d {day}", "The|a {person} praises|b the|c {place} on|d {day}"),
    ("Neue|a {things} kommen|b am|c {day}", "New|a {things} arrive|b on|c {day}"),
    ("Alle|a {things} sind|b in|c der|d {place}", "All|a {things} are|b in|c the|d {place}"),
    ("Für|a den|b {person} zählen|c nur|d {things}", "Only|d {things} count|c for|a the|b {person}"),
    ("Nach|a {day} öffnet|b die|c {place} wieder|d", "The|c {place} opens|b again|d after|a {day}"),
    ("Der|a {person} verlässt|b die|c {place}", "The|a {person} leaves|b the|c {place}"),
    ("Die|a {place} zeigt|b dem|c {person} {things}", "The|a {place} shows|b the|c {person} {things}"),
    ("Schon|a am|b {day} gibt|c es|d {things}", "There|d are|c {things} already|a on|b {day}"),
]
SLOTS = {
    "person": [("Minister", "minister"), ("Kanzler", "chancellor"), ("Bürgermeister", "mayor"), ("Arzt", "doctor")],
    "day": [("Montag", "Monday"), ("Dienstag", "Tuesday"), ("Mittwoch", "Wednesday"), ("Sonntag", "Sunday")],
    "place": [("Stadt", "city"), ("Schule", "school"), ("Börse", "stock exchange"), ("Hütte", "hut")],
    "things": [("Regeln", "rules"), ("Waffen", "weapons"), ("Sicherheitsgarantien", "security guarantees")],
}


def toy_pairs(count=200, seed=0):
    """Return `count` different pairs, each with the links between its words."""
    possible = [
        (template, dict(zip(SLOTS, values, strict=True)))
        for template in TEMPLATES
        for values in itertools.product(*SLOTS.values())
    ]
    random.Random(seed).shuffle(possible)
    made = {}
    for (german, english), values in possible:
        sides = [_side(text, values, side) for side, text in enumerate((german, english))]
        links = [(i, j) for i, one in enumerate(sides[0]) for j, two in enumerate(sides[1]) if one[1] == two[1]]
        pair = Pair("toy", "human", *(" ".join(word for word, _ in side[:-1]) + "." for side in sides))
        made.setdefault(pair, links)
    return list(made.items())[:count]


def _side(text, values, side):
    """Return the words of a sentence, its full stop included, each with the letter or slot that it belongs to."""
    words = []
    for token in re.findall(r"\{\w+\}|[^\s{}]+", text):
        if token.startswith("{"):
            words += [(word, token) for word in values[token[1:-1]][side].split()]
        else:
            words.append(tuple(token.split("|")) if "|" in token else (token, None))
    # A word without a letter of its own ("has known|b") belongs to the next that has one.
    for number in reversed(range(len(words))):
        if words[number][1] is None:
            words[number] = words[number][0], words[number + 1][1]
    return [*words, (".", ".")]


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """Keep toy training from crowding a small machine out; one thread is faster for it, too."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def toy():
    """Pairs and their links."""
    return toy_pairs()


@pytest.fixture(scope="session")
def vocabulary_file(toy, tmp_path_factory):
    """A SentencePiece model of the toy corpus."""
    path = tmp_path_factory.mktemp("vocabulary") / "joint.model"
    vocabulary.train((text for pair, _ in toy for text in (pair.german, pair.english)), path, 420)
    return path


@pytest.fixture(scope="session")
def toy_vocabulary(vocabulary_file):
    return vocabulary.Vocabulary(vocabulary_file)


@pytest.fixture(scope="session")
def data_folder(toy, vocabulary_file, tmp_path_factory):
    """The toy corpus, prepared."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "corpus.tsv").write_text("".join("\t".join(pair) + "\n" for pair, _ in toy), encoding="utf-8")
    (folder / "links").write_text("".join(align.format_links(links) + "\n" for _, links in toy), encoding="utf-8")
    arguments = [folder / "corpus.tsv", folder / "data", "--vocabulary", vocabulary_file, "--links", folder / "links"]
    assert prepare.main(list(map(str, arguments))) == 0
    return folder / "data"


@pytest.fixture(scope="session")
def data(data_folder):
    return Data.load(data_folder)


@pytest.fixture(scope="session")
def shape():
    """The smallest model that has all parts."""
    return Shape(dimension=16, feed_forward=24, heads=2, encoder_layers=1, decoder_layers=2)


@pytest.fixture(scope="session")
def toy_model(shape, vocabulary_file, toy_vocabulary, tmp_path_factory):
    """A packed model that has learnt nothing."""
    folder = tmp_path_factory.mktemp("packed")
    torch.manual_seed(1)
    vocabulary = toy_vocabulary
    network.build(shape, vocabulary.size, vocabulary.pad, vocabulary.eos, dropout=0.1, device="cpu").save_pretrained(
        folder / "run"
    )
    pack.pack(folder / "run", folder / "model", vocabulary, terms=True)
    return folder / "model"
