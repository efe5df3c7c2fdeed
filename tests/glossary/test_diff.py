"""Two glossaries: difference and merge; figures of one."""

import pytest

from glossary.diff import diff, merge, stats
from glossary.errors import Refused
from glossary.pofile import load

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
A = HEADER + (
    '# note: mine\nmsgid "Haus"\nmsgstr "house"\n\nmsgid "Rat"\nmsgstr "council"\n\nmsgid "Tat"\nmsgstr "deed"\n'
)
B = (
    HEADER + '#  odd   spacing\n#, noun\nmsgid "Fall"\nmsgstr "case"\n\nmsgid "Haus"\nmsgstr "home"\n\n'
    'msgid "Rat"\nmsgstr "council"\n\n#, forbidden\nmsgctxt "x"\nmsgid "Tat"\nmsgstr "Deed"\n'
)


@pytest.fixture
def files(tmp_path):
    paths = tmp_path / "a.po", tmp_path / "b.po"
    for path, text in zip(paths, (A, B), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_diff(tmp_path, files):
    found = diff(*map(load, files))
    assert [t.source for t in found.added] == ["Fall", "Tat"]
    assert [t.source for t in found.removed] == ["Tat"]
    assert [(c.new.source, c.fields) for c in found.changed] == [("Haus", ("target", "note"))]
    assert not diff(load(files[0]), load(files[0]))


def test_merge_keeps_what_is_there_and_lists_conflicts(files):
    done = merge(*files, files[0])
    assert [t.source for t in done.added] == ["Fall"]
    assert [(c.mine.target, c.theirs.target) for c in done.conflicts] == [("house", "home"), ("deed", "Deed")]
    assert (done.same, done.replaced) == (1, ())
    text = files[0].read_text(encoding="utf-8")
    assert text == A.replace("# note: mine", '#  odd   spacing\n#, noun\nmsgid "Fall"\nmsgstr "case"\n\n# note: mine')
    assert files[1].read_text(encoding="utf-8") == B


def test_merge_takes_the_second_if_asked(files, tmp_path):
    done = merge(*files, tmp_path / "c.po", prefer_second=True)
    assert [(c.mine.target, c.theirs.target) for c in done.replaced] == [("house", "home"), ("deed", "Deed")]
    assert [(t.source, t.target, t.forbidden) for t in load(tmp_path / "c.po")] == [
        ("Fall", "case", False), ("Haus", "home", False),
        ("Rat", "council", False), ("Tat", "Deed", True),
    ]  # fmt: skip
    assert files[0].read_text(encoding="utf-8") == A


def test_without_an_output_nothing_is_written(files, tmp_path):
    merge(*files)
    done = merge(*files, tmp_path / "c.po", dry_run=True)
    assert [term.source for term in done.added] == ["Fall"]
    assert [path.read_text(encoding="utf-8") for path in files] == [A, B]
    assert len(list(tmp_path.iterdir())) == 2


def test_what_goes_in_a_circle_is_refused(files, tmp_path):
    link = tmp_path / "link.po"
    link.symlink_to(files[0])
    with pytest.raises(Refused, match=r"link\.po: would be merged with itself; name two glossaries"):
        merge(files[0], link)
    with pytest.raises(Refused, match=r"b\.po: would be merged into itself; write to the first glossary or to a new"):
        merge(*files, files[1])


def test_stats(files):
    figures = stats(load(files[1]))
    assert figures["entries"] == 4
    assert figures["domains"] == {"(none)": 3, "x": 1}
    assert figures["flags"]["forbidden"] == 1
    assert len(figures["fingerprint"]) == 8
