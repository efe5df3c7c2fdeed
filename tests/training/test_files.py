"""Folders are written whole or not at all; lines are read from whatever they are packed in."""

import bz2
import gzip
import lzma

import pytest

from training.files import plain_name, read_lines, whole_folder
from translate.errors import EncodingError, InputError, UsageError

TEXT = "eins\tzwei\r\nder\u2028Satz\n\nohne Ende"
LINES = ["eins\tzwei", "der\u2028Satz", "", "ohne Ende"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.tsv", bytes), ("a.tsv.gz", gzip.compress), ("a.tsv.xz", lzma.compress), ("a.tsv.bz2", bz2.compress)],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_read_lines(tmp_path, name, pack, encoding):
    path = tmp_path / name
    path.write_bytes(pack(TEXT.encode(encoding)))
    assert list(read_lines(path)) == LINES
    assert plain_name(path) == "a.tsv"


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a", None, InputError, "a: cannot be read (No such file or directory); check the name."),
        ("a.xz", None, InputError, "a.xz: cannot be read (No such file or directory); check the name."),
        ("a.gz", b"no gzip", InputError, "a.gz: is damaged or not what its suffix says"),
        ("a.gz", gzip.compress(TEXT.encode())[:-9], InputError, "a.gz: is damaged"),
        ("a.gz", gzip.compress(b"a" * 99)[:12] + b"\xff" * 20, InputError, "a.gz: is damaged"),
        ("a.xz", lzma.compress(TEXT.encode())[:-20], InputError, "a.xz: is damaged"),
        ("a.bz2", b"no bzip2", InputError, "a.bz2: is damaged"),
        ("a", "gut\nfür\n".encode("latin-1"), EncodingError, "a:2: is not UTF-8; convert the file to UTF-8."),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, name, data, error, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(error) as caught:
        list(read_lines(path))
    assert message in str(caught.value)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        list(read_lines(tmp_path))


def test_whole_folder(tmp_path):
    target = tmp_path / "new" / "model"
    with whole_folder(target) as folder:
        (folder / "a").write_text("a", encoding="utf-8")
        assert not target.exists()
    assert [file.name for file in target.iterdir()] == ["a"]
    assert [file.name for file in target.parent.iterdir()] == ["model"]
    assert (target / "a").stat().st_mode & 0o777 == 0o644


def test_an_empty_folder_may_be_there_before(tmp_path):
    with whole_folder(tmp_path / "new") as folder:
        (folder / "a").touch()
    (tmp_path / "empty").mkdir()
    with whole_folder(tmp_path / "empty") as folder:
        (folder / "b").touch()
    assert (tmp_path / "empty" / "b").exists()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_of_a_folder_that_failed(tmp_path, error):
    def fail():
        with whole_folder(tmp_path / "model") as folder:
            (folder / "a").touch()
            raise error

    with pytest.raises(error):
        fail()
    assert not list(tmp_path.iterdir())


def test_whole_folder_overwrites_nothing(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(UsageError, match="exists already"), whole_folder(path):
            pytest.fail("must not come here")
    with pytest.raises(InputError, match="cannot be written"), whole_folder(tmp_path / "file" / "model"):
        pytest.fail("must not come here")
