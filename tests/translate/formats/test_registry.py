"""The suffix chooses the format; what cannot be written or read is said in one sentence."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from translate import formats
from translate.errors import DocumentError, InputError, UnknownFormat


def test_every_suffix_has_a_module_and_those_that_read_back_are_known():
    modules = {suffix: import_module(f"translate.formats.{name}") for suffix, name in formats._MODULES.items()}
    assert tuple(modules) == formats.SUFFIXES
    assert all(hasattr(module, "dumps") for module in modules.values())
    assert tuple(suffix for suffix, module in modules.items() if hasattr(module, "loads")) == formats._READ_BACK


def test_formats_are_imported_when_they_are_asked_for():
    heavy = {"torch", "jinja2", "lxml", "translate.formats.po"}
    code = f"import sys, translate.formats; print(*{heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_writing(tmp_path, suffix, sample):
    path = tmp_path / f"a{suffix}"
    formats.check_writable(path)
    formats.write(sample, path)
    made = import_module(f"translate.formats.{formats._MODULES[suffix]}").dumps(sample)
    assert path.read_bytes() == (made.encode() if isinstance(made, str) else made)
    formats.check_writable(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.pdf", "a.pdf: there is no format for .pdf; use .txt, .po, .html, .tsv, .jsonl, .md, .xliff, .xlf, .tmx or"),
        ("article", "article: has no suffix that tells the format; use .txt"),
        (".po", ".po: has no suffix that tells the format; use .txt"),
    ],
)
def test_unknown_suffix(name, message, sample):
    for call in (formats.check_writable, lambda path: formats.write(sample, path)):
        with pytest.raises(UnknownFormat) as caught:
            call(Path(name))
        assert str(caught.value).startswith(message)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md"])
def test_what_is_written_for_people_only_is_not_read_back(suffix):
    with pytest.raises(UnknownFormat) as caught:
        formats.read(Path("a" + suffix))
    known = ".po, .tsv, .jsonl, .xliff, .xlf, .tmx or .docx"
    assert str(caught.value) == f"a{suffix}: {suffix} cannot be read back; use {known}"


def test_no_place_to_write(tmp_path):
    (tmp_path / "a.po").mkdir()
    with pytest.raises(InputError, match="is a folder; give a file name"):
        formats.check_writable(tmp_path / "a.po")
    with pytest.raises(InputError, match="there is no folder"):
        formats.check_writable(tmp_path / "none" / "a.po")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.po: is empty; give a file that wortlaut translate has written"),
        (b" \n\n", "a.po: is empty; give"),
        (b"msgid\nf\xfcr", "a.po:2: is not UTF-8 text; save it as UTF-8 text"),
        (b"\x89PNG\r\n\0\0\0\rIHDR\0\0\1", "a.po: is not text but binary data; save it as UTF-8 text"),
        (b'msgid "\x1b"', "a.po:1: holds the control character U+001B; save it as UTF-8 text"),
    ],
)
def test_what_is_no_document(tmp_path, monkeypatch, data, message):
    monkeypatch.chdir(tmp_path)
    Path("a.po").write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        formats.read(Path("a.po"))
    assert str(caught.value).startswith(message)


def test_a_table_that_a_spreadsheet_has_saved_as_unicode_text(tmp_path, sample):
    path = tmp_path / "a.tsv"
    formats.write(sample, path)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert formats.read(path) == sample


def test_no_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        formats.read(tmp_path / "a.po")
