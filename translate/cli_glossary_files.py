"""The verbs of ``wortlaut glossary`` that exchange entries with other files: import, export, diff, merge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glossary.exchange import Layout
from translate.errors import UsageError
from translate.glossary_options import (
    SHIPPED,
    DryRun,
    Glossary,
    Json,
    Strict,
    asked,
    finish,
    many,
    print_json,
    say,
    shown,
    values,
)

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verbs to the sub-command."""
    app.command("import")(import_command)
    app.command()(export)
    app.command()(diff)
    app.command()(merge)


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, TBX or Weblate's PO; the suffix says which.")],
    glossary: Glossary = SHIPPED,
    domain: Annotated[str, typer.Option("--domain", help="Domain of entries that have none.")] = "",
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Add the entries of another program's glossary; what it cannot keep is named entry by entry.

    Entries for German that the glossary has are left alone, and listed.

    Example: wortlaut glossary import deepl.csv --glossary my.po
    """
    from dataclasses import replace

    from glossary import edit
    from glossary.exchange import imported

    with asked():
        found = imported(file)
        terms = [replace(t, domain=t.domain or (domain if not t.forbidden else "")) for t in found.terms]
        done = edit.add_missing(glossary, terms, dry_run=dry_run)
    left = [f"{t.path}:{t.line}: {t.source} → {t.target}: left out, {o.place} has {o.target}" for t, o in done.left]
    if as_json:
        print_json(
            {"added": [values(term) for term in done.added], "left_out": left, "losses": list(map(str, found.losses)),
             "same": done.same, "written": not dry_run}
        )  # fmt: skip
    else:
        for line in (*map(str, found.losses), *left):
            print(line)
        say(
            f"{many(len(done.added), 'entry', 'entries')} {'would be ' if dry_run else ''}added to {glossary}, "
            f"{done.same} there already, {len(left)} left out, {many(len(found.losses), 'remark')}"
        )
    finish(strict and (left or found.losses))


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; .csv, .tsv, .tbx or .po.")],
    glossary: Glossary = SHIPPED,
    layout: Annotated[
        Layout | None,
        typer.Option("--layout", help="How: full, deepl, google (tables); tbx3, tbx2; weblate.", show_default=False),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Write the glossary for another program; what that cannot keep is named entry by entry.

    Example: wortlaut glossary export glossary.csv --layout deepl
    """
    from glossary import pofile
    from glossary.exchange import exported
    from translate import files

    terms = pofile.load(glossary)
    if file.resolve() == glossary.resolve():
        raise UsageError(f"{file}: is the glossary itself; name another file")
    with asked():
        text, entries, losses = exported(terms, file, layout)
    with files.whole_file(file) as out:
        out.write(text)
    if as_json:
        print_json({"entries": entries, "file": str(file), "losses": list(map(str, losses))})
    else:
        for loss in losses:
            print(loss)
        say(f"{many(entries, 'entry', 'entries')} written to {file}, {many(len(losses), 'remark')}")
    finish(strict and losses)


def diff(
    first: Annotated[Path, typer.Argument(metavar="A", help="Glossary.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Glossary to compare it with.")],
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Tell what glossary B has more, less or otherwise than A.

    Example: wortlaut glossary diff old.po new.po
    """
    from glossary import pofile
    from glossary.diff import diff as compare

    found = compare(pofile.load(first), pofile.load(second))
    if as_json:
        print_json(
            {"added": [values(t) for t in found.added], "removed": [values(t) for t in found.removed],
             "changed": [{"old": values(c.old), "new": values(c.new), "fields": c.fields} for c in found.changed]}
        )  # fmt: skip
    else:
        for term in found.removed:
            print(f"- {term.place}: {term.source} → {shown(term)}")
        for term in found.added:
            print(f"+ {term.place}: {term.source} → {shown(term)}")
        for change in found.changed:
            print(f"~ {change.new.place}: {change.new.source}")
            for name in change.fields:
                print(f"    {name}: {_plain(getattr(change.old, name))} → {_plain(getattr(change.new, name))}")
        say(f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed")
    finish(strict and found)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or "(none)"
    return "(none)" if value == "" else str(value)


def merge(
    first: Annotated[Path, typer.Argument(metavar="A", help="Glossary that is kept.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Glossary to take from.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where the result goes; may be A.")
    ] = None,
    prefer_b: Annotated[bool, typer.Option("--prefer-b", help="Where the two are at odds, take B's entry.")] = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Add to glossary A what B has and A lacks. Conflicts are listed; A's entry stays unless --prefer-b is given.

    Without -o nothing is written.

    Example: wortlaut glossary merge news.po desk.po -o both.po
    """
    from glossary.diff import merge as join

    with asked():
        done = join(first, second, output, prefer_second=prefer_b, dry_run=dry_run)
    if as_json:
        pairs = {"replaced": done.replaced, "conflicts": done.conflicts}
        print_json(
            {"added": [values(t) for t in done.added], "same": done.same, "written": output is not None and not dry_run,
             **{name: [{"a": values(c.mine), "b": values(c.theirs)} for c in found] for name, found in pairs.items()}}
        )  # fmt: skip
    else:
        for term in done.added:
            print(f"+ {term.place}: {term.source} → {shown(term)}")
        for mark, found in (("conflict", done.conflicts), ("replaced", done.replaced)):
            for c in found:
                print(f"{mark}: {c.mine.place} {c.mine.source} → {shown(c.mine)}")
                print(f"{'':>{len(mark)}}  {c.theirs.place} {c.theirs.source} → {shown(c.theirs)}")
        written = f"{'would be ' if dry_run else ''}written to {output}" if output else "nothing written, name -o"
        say(
            f"{len(done.added)} added, {done.same} the same, {len(done.replaced)} replaced, "
            f"{many(len(done.conflicts), 'conflict')}; {written}"
        )
    finish(strict and done.conflicts)
