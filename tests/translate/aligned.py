"""Word links for tests, written by number."""

from translate.document import Link


def links(german: str, english: str, pairs: str) -> list[Link]:
    """Links between words, by number: ``0-1 2-0``; words are parted by blanks, full stops are none of theirs."""

    def places(text):
        found, start = [], 0
        for word in text.split(" "):
            found.append((start, start + len(word.rstrip(".,"))))
            start += len(word) + 1
        return found

    source, target = places(german), places(english)
    return [Link(*source[int(s)], *target[int(t)]) for s, t in (pair.split("-") for pair in pairs.split())]
