"""Whole files, and one writer at a time."""

import multiprocessing
import time
from pathlib import Path

import pytest

from glossary import atomic, edit
from glossary.errors import GlossaryError
from glossary.pofile import load


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.po"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError), atomic.whole_file(path) as file:
        file.write("new\ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_links_are_followed_and_permissions_stay(tmp_path):
    path, link = tmp_path / "a.po", tmp_path / "b.po"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    with atomic.whole_file(link) as file:
        file.write("new")
    assert (path.read_text(), link.is_symlink(), path.stat().st_mode & 0o777) == ("new", True, 0o640)


def _add(path: Path, prefix: str, count: int) -> None:
    for n in range(count):
        edit.add(path, f"{prefix}{chr(65 + n)}stadt", f"{prefix}town{n}", source_plural="x" + prefix + str(n))


def test_two_processes_that_add_at_once_lose_nothing(tmp_path):
    path = tmp_path / "a.po"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_add, args=(path, prefix, 8)) for prefix in ("Ost", "West")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(load(path)) == 16
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture(params=["folder", "file"])
def way(request, monkeypatch):
    """Both ways to lock: the folder, and a file where folders cannot be locked."""
    if request.param == "file":
        monkeypatch.setattr(atomic, "fcntl", None)
    return request.param


def test_a_second_writer_waits_and_is_told_in_the_end(tmp_path, way):
    path = tmp_path / "a.po"
    with atomic.locked(path):
        begin = time.monotonic()
        told = pytest.raises(GlossaryError, match=r"a\.po: is being written by another program; try again")
        with told, atomic.locked(path, wait=0.1):
            pass
        assert time.monotonic() - begin >= 0.1
    with atomic.locked(path, wait=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing(tmp_path):
    told = pytest.raises(GlossaryError, match=r"a\.po: no such folder as .*no; make it, or name another file")
    with told, atomic.locked(tmp_path / "no" / "a.po"):
        pass
