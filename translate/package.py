"""Office files are ZIP archives of XML: looked at before a library unpacks them."""

from __future__ import annotations

import io
import zipfile
import zlib

from translate.errors import InputError

__all__ = ["check", "undated"]

_LARGEST = 200 * 1024 * 1024  # all parts together, unpacked
_LARGEST_XML = 60 * 1024 * 1024  # one part that is parsed
_MOST_PARTS = 5_000
_HEAD = 4096


def check(data: bytes, name: str, error: type[InputError] = InputError) -> None:
    """Refuse what is no Word file, or would do harm when unpacked.

    Args:
        data: the file.
        name: of the file, for messages.
        error: what to raise.

    Raises:
        InputError: it is no archive or no Word file, is too large unpacked, or its XML declares types.
    """
    no_word = f"{name}: is not a Word file (.docx); save it in Word as .docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise error(f"{name}: is an old Word file (.doc) or one with a password; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names:
                raise error(no_word)
            if len(parts) > _MOST_PARTS or len(names) < len(parts):
                raise error(f"{name}: has {len(parts)} parts, too many or doubled; save it again in Word")
            if sum(part.file_size for part in parts) > _LARGEST:
                raise error(f"{name}: would unpack to more than {_LARGEST >> 20} MB; take the pictures out")
            for part in parts:
                _check_part(archive, part, name, error)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as problem:
        raise error(no_word) from problem


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, error: type[InputError]) -> None:
    with archive.open(part) as file:
        # What counts is what it looks like: a part may be XML whatever its name. Zeros: UTF-16.
        start = file.read(_HEAD).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
        if start and not start.startswith(b"<"):
            return
        if len(file.read(_LARGEST_XML)) == _LARGEST_XML:
            raise error(f"{name}: {part.filename} would unpack to more than {_LARGEST_XML >> 20} MB; split the article")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise error(f"{name}: {part.filename} declares document types, which no Word file does; save it again in Word")


def undated(data: bytes) -> bytes:
    """Return an archive with the same parts that does not tell when it was made: the same input, the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename), old.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
