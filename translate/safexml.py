"""XML from elsewhere: nothing is fetched, nothing is expanded, and what is wrong is named with its line."""

from __future__ import annotations

import re

from lxml import etree

from translate.errors import InputError

__all__ = ["NOT_IN_XML", "local", "parse"]

# What XML 1.0 cannot hold, not even as a reference.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(data: bytes, name: str, error: type[InputError] = InputError) -> etree._ElementTree:
    """Parse a file.

    A document type declaration may name a DTD, as many news and translation files do; it is not
    read. One that declares anything itself is refused.

    Args:
        data: the file.
        name: of the file, for messages.
        error: what to raise.

    Raises:
        InputError: it is not well-formed, is nested too deep, declares or uses entities, or is in UTF-7.
    """
    # Not collect_ids=False: it makes libxml2 fetch the DTD.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        line = problem.lineno or 1
        if "entit" in (problem.msg or "").lower():
            raise error(f"{name}:{line}: {_ENTITIES}") from problem
        # libxml2 goes on about where, and may quote the file.
        detail = re.split(r"\n|,? line \d", problem.msg or "broken")[0].strip()
        raise error(f"{name}:{line}: is not well-formed XML ({detail}); mend it") from problem
    except ValueError as problem:
        raise error(f"{name}: is not XML ({problem}); give a file in that format") from problem
    tree = root.getroottree()
    declared = tree.docinfo.internalDTD
    if declared is not None and (any(declared.iterentities()) or any(declared.iterelements())):
        raise error(f"{name}:1: {_ENTITIES}")
    used = next(root.iter(etree.Entity), None)
    if used is not None:
        raise error(f"{name}:{used.sourceline or 1}: {_ENTITIES}")
    if _UTF_7.match(tree.docinfo.encoding or ""):
        raise error(f"{name}:1: is in UTF-7, which hides tags and is not read for safety; save it as UTF-8")
    return tree


_UTF_7 = re.compile(r"utf[-_ ]?7", re.IGNORECASE)
_ENTITIES = "declares or uses entities of its own, which are not read for safety; write the characters themselves"


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
