"""Texts in, files out."""

import os

import pytest

from translate.errors import EncodingError, InputError, UsageError
from translate.files import language_hint, read_text, whole_file, writable

UMLAUT = "Für Kiew ändert sich nichts.\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (UMLAUT.encode(), None),
        (UMLAUT.encode("utf-8-sig"), None),
        (b"\xff\xfe" + UMLAUT.encode("utf-16-le"), None),
        (b"\xfe\xff" + UMLAUT.encode("utf-16-be"), None),
        (UMLAUT.encode("utf-16-le"), "utf-16-le"),
        (UMLAUT.encode("latin-1"), "latin-1"),
        (UMLAUT.encode("cp1252"), "cp1252"),
        (UMLAUT.encode("utf-8-sig"), "latin-1"),  # a mark wins
    ],
)
def test_read_text(tmp_path, data, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_text(str(path), encoding) == UMLAUT


@pytest.mark.parametrize(
    ("data", "encoding", "error", "message"),
    [
        (b"", None, InputError, "a.txt: is empty; give a file with a German article"),
        (b" \n\t\n", None, InputError, "a.txt: holds only blanks"),
        (b"eins\nf\xfcr", None, EncodingError, "a.txt:2: is not UTF-8 text; if it is Latin-1 or Windows text, add"),
        (UMLAUT.encode("utf-16-le"), None, EncodingError, "UTF-16 without a byte-order mark; add --encoding utf-16-le"),
        (UMLAUT.encode("utf-16-be"), None, EncodingError, "UTF-16 without a byte-order mark; add --encoding utf-16-be"),
        (b"\x89PNG\r\n\0\0\0\rIHDR\0\0\1", None, EncodingError, "is not text but binary data"),
        (b"eins\n\x1b[31mzwei", None, EncodingError, "a.txt:2: holds the control character U+001B; remove it"),
        (b"f\xfcr", "ascii", EncodingError, "is not ASCII text; name the encoding that it is in"),
        (b"x", "klingon", UsageError, "--encoding klingon: no such encoding; try"),
    ],
)
def test_what_is_no_text(tmp_path, monkeypatch, data, encoding, error, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(error) as caught:
        read_text("a.txt", encoding)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_text(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a folder"):
        read_text(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_text("a\0b")


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("Der Bündnisfall ist nach dem Vertrag nicht eingetreten, wie es hieß.", True),
        ("Kurzer Text", True),
        ("The treaty says that an attack on one of them is an attack on all.", False),
        ("Le traité dit que la guerre est une affaire de tous les pays et des alliés.", False),
        ("Договор гласит что нападение на одного считается нападением на всех союзников", False),
    ],
)
def test_language_hint(text, german):
    assert (language_hint(text) == "") is german


def test_whole_file_replaces_at_the_end_and_keeps_permissions(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("alt", encoding="utf-8")
    path.chmod(0o600)
    with whole_file(path) as file:
        file.write("neu\r\n")
        assert path.read_text(encoding="utf-8") == "alt"
    assert path.read_bytes() == b"neu\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a.txt"]


def test_whole_file_leaves_no_trace_of_a_failure(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("alt", encoding="utf-8")

    def interrupted():
        with whole_file(path) as file:
            file.write("halb")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text(encoding="utf-8") == "alt"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_whole_file_follows_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("alt", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with whole_file(tmp_path / "link.txt") as file:
        file.write("neu")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "neu"


def test_writable(tmp_path):
    writable(tmp_path / "a.txt")
    with pytest.raises(InputError, match="there is no folder"):
        writable(tmp_path / "none" / "a.txt")
    with pytest.raises(InputError, match="is a folder"):
        writable(tmp_path)
