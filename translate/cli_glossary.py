"""The command ``wortlaut glossary``: look at, extend and check a glossary. The verbs that take or give files of
others are in ``cli_glossary_files``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from glossary.entry import Kind, Term
from translate import cli_glossary_files, cli_glossary_suggest
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

__all__ = ["app"]

app = typer.Typer(
    help="The glossary: look at it, extend it, check it, exchange it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

German = Annotated[str, typer.Argument(metavar="GERMAN", help="German citation form.", show_default=False)]
In = Annotated[str | None, typer.Option("--in", metavar="DOMAIN", help="Domain of the entry, where several fit.")]
Domain = Annotated[str | None, typer.Option("--domain", help="Domain: free text such as security.")]
Plural = Annotated[str | None, typer.Option("--plural", help="German plural.")]
EnglishPlural = Annotated[str | None, typer.Option("--english-plural", help="English plural.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="How it inflects.")]
Note = Annotated[str | None, typer.Option("--note", help="Why the rendering is what it is.")]
Accept = Annotated[list[str] | None, typer.Option("--accept", help="Further rendering that is right. Repeatable.")]
Form = Annotated[list[str] | None, typer.Option("--form", help="Further German form that it stands for. Repeatable.")]
Forbid = Annotated[list[str] | None, typer.Option("--forbid", help="Rendering never to be used. Repeatable.")]


@app.command("list")
def list_command(
    pattern: Annotated[
        str, typer.Argument(metavar="[PATTERN]", help="Part of the German or English; * and ? stand for the rest.")
    ] = "",
    glossary: Glossary = SHIPPED,
    domain: Domain = None,
    kind: KindOption = None,
    as_json: Json = False,
) -> None:
    """List entries.

    Example: wortlaut glossary list 'Sicherheits*'
    """
    from glossary import pofile
    from glossary.lookup import matching

    terms = matching(pofile.load(glossary), pattern, domain, kind)
    if as_json:
        print_json([values(term) for term in terms])
        return
    width = min(40, max((len(term.source) for term in terms), default=0))
    for term in terms:
        print(f"{term.source:<{width}}  {shown(term)}")
    say(many(len(terms), "entry", "entries"))


@app.command()
def show(
    term: Annotated[str, typer.Argument(metavar="TERM", help="German, in any form, or English.", show_default=False)],
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE...]", help="German texts to look for it in.")
    ] = None,
    glossary: Glossary = SHIPPED,
    forms: Annotated[bool, typer.Option("--forms", help="Tell which inflected German forms match, too.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of the articles.")] = None,
    as_json: Json = False,
) -> None:
    """Show an entry: what it matches, what it accepts, and where it stands in articles.

    Example: wortlaut glossary show Bündnisfall article.txt
    """
    from glossary import pofile
    from glossary.lookup import facts, named
    from translate import files

    texts = {name: files.read_text(name, encoding) for name in articles or []}
    with asked():
        terms = pofile.load(glossary)
        # Those after the first are the bans on its renderings: they stand in the same places.
        found = [
            facts(entry, terms, {} if number else texts, inflected=forms)
            for number, entry in enumerate(named(terms, term, str(glossary)))
        ]
    if as_json:
        print_json([{**values(fact.term), **fact.as_values()} for fact in found])
        return
    for fact in found:
        print(f"{fact.term.source} → {shown(fact.term)}")
        for label, listed in fact.lines():
            print(f"  {label:<9} {listed}")


@app.command()
def add(
    german: German,
    english: Annotated[str, typer.Argument(metavar="[ENGLISH]", help="Its rendering.", show_default=False)] = "",
    glossary: Glossary = SHIPPED,
    plural: Plural = None,
    english_plural: EnglishPlural = None,
    kind: KindOption = None,
    domain: Domain = None,
    note: Note = None,
    accept: Accept = None,
    form: Form = None,
    forbid: Forbid = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Never translate it.")] = False,
    exact: Annotated[bool, typer.Option("--exact", help="No inflected or compound mentions.")] = False,
    case_sensitive: Annotated[bool, typer.Option("--case-sensitive", help="Capitals as written.")] = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add an entry; what is left out is proposed, and said.

    Example: wortlaut glossary add Drohnenwall "drone wall" --domain security --forbid "drone barrier"
    """
    from glossary import edit

    if not english and not read_only:
        raise UsageError(f'"{german}" needs a rendering; add the English, or --read-only')
    given = {
        "source_plural": plural, "target_plural": english_plural, "domain": domain, "note": note, "accept": accept,
        "forms": form, "read_only": read_only, "exact": exact, "case_sensitive": case_sensitive,
    }  # fmt: skip
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value}
    with asked():
        done = edit.add(glossary, german, english or german, kind=kind, forbid=forbid or [], dry_run=dry_run, **fields)
    _report("added", done, as_json=as_json, dry_run=dry_run, overridden=_overridden(glossary, done.added))


def _overridden(glossary: Path, added: Sequence[Term]) -> list[Term]:
    """The entries of the shipped glossary that give way to new ones of another, where both are used."""
    from glossary import pofile

    if glossary.resolve() == SHIPPED.resolve():
        return []
    shipped = pofile.load(SHIPPED)
    left = set(pofile.combine(shipped, added))
    return [term for term in shipped if term not in left]


@app.command("edit")
def edit_command(
    german: German,
    glossary: Glossary = SHIPPED,
    within: In = None,
    new_german: Annotated[str | None, typer.Option("--german", help="New German.")] = None,
    english: Annotated[str | None, typer.Option("--english", help="New rendering.")] = None,
    plural: Plural = None,
    english_plural: EnglishPlural = None,
    kind: KindOption = None,
    domain: Domain = None,
    note: Note = None,
    accept: Accept = None,
    unaccept: Annotated[list[str] | None, typer.Option("--no-accept", help="Take a rendering off.")] = None,
    form: Form = None,
    unform: Annotated[list[str] | None, typer.Option("--no-form", help="Take a form off.")] = None,
    forbid: Forbid = None,
    read_only: Annotated[bool | None, typer.Option("--read-only/--no-read-only", help="Never translate it.")] = None,
    exact: Annotated[bool | None, typer.Option("--exact/--no-exact", help="No inflected mentions.")] = None,
    case_sensitive: Annotated[
        bool | None, typer.Option("--case-sensitive/--no-case-sensitive", help="Capitals as written.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change an entry; all other lines of the file stay as they are. An empty value takes a field away.

    Example: wortlaut glossary edit Bündnisfall --accept "Article 5 case" --note "NATO treaty, Article 5"
    """
    from glossary import edit

    given = {
        "source": new_german, "target": english, "source_plural": plural, "target_plural": english_plural,
        "kind": kind, "domain": domain, "note": note, "read_only": read_only, "exact": exact,
        "case_sensitive": case_sensitive,
    }  # fmt: skip
    fields = {name: value for name, value in given.items() if value is not None}
    lists = {"accept": accept, "unaccept": unaccept, "forms": form, "unform": unform, "forbid": forbid}
    lists = {name: tuple(value) for name, value in lists.items() if value}
    if not fields and not lists:
        raise UsageError("nothing to change; name what to change, such as --accept, see wortlaut glossary edit --help")
    with asked():
        done = edit.change(glossary, german, domain=within, dry_run=dry_run, **lists, **fields)
    _report("changed", done, as_json=as_json, dry_run=dry_run)


@app.command()
def remove(
    german: German, glossary: Glossary = SHIPPED, within: In = None, dry_run: DryRun = False, as_json: Json = False
) -> None:
    """Remove an entry.

    Example: wortlaut glossary remove Drohnenwall
    """
    from glossary import edit

    with asked():
        done = edit.remove(glossary, german, domain=within, dry_run=dry_run)
    _report("removed", done, as_json=as_json, dry_run=dry_run)


def _report(verb: str, done, *, as_json: bool, dry_run: bool, overridden: Sequence[Term] = ()) -> None:
    terms = done.removed if verb == "removed" else done.added
    if as_json:
        print_json(
            {verb: [values(term) for term in terms], "assumed": list(done.assumed), "written": not dry_run,
             "overrides": [values(term) for term in overridden]}
        )  # fmt: skip
        return
    for term in terms:
        print(f"{term.place}: {'would be ' if dry_run else ''}{verb}: {term.source} → {shown(term)}")
    for sentence in done.assumed:
        print(f"  assumed: {sentence}")
    for term in overridden:
        print(f"  overrides the shipped {term.place}: {term.source} → {shown(term)}")


@app.command()
def check(
    glossaries: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="Glossaries; the shipped one if none is named.", show_default=False),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="DOCUMENT", help="Bilingual document that must follow it. Repeatable."),
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="The shipped glossary, too; as with translate, later files win.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend.")] = False,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="ID", help="Leave a check out.")] = None,
    checks: Annotated[bool, typer.Option("--checks", help="Print what the checks find and what can be fixed.")] = False,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Look glossaries over, or tell which of their entries a bilingual document breaks.

    Example: wortlaut glossary check my.po --fix
    """
    from glossary.rules import CHECKS

    if unknown := set(ignore or []) - set(CHECKS):
        raise UsageError(f"--ignore {min(unknown)}: no such check; see wortlaut glossary check --checks")
    paths = [*([SHIPPED] if shipped or not glossaries else []), *(glossaries or [])]
    if checks:
        _reference(CHECKS.values(), as_json=as_json)
    elif against:
        _against(paths, against, strict=strict, as_json=as_json)
    else:
        _lint(paths, ignore or [], fix=fix, strict=strict, as_json=as_json)


def _reference(checks, *, as_json: bool) -> None:
    if as_json:
        print_json([{"id": c.id, "severity": c.severity, "about": c.about, "fixes": c.fixes} for c in checks])
        return
    for c in checks:
        print(f"{c.id:<20} {c.severity:<8} {c.about}" + (f"; --fix {c.fixes}" if c.fixes else ""))


def _lint(glossaries: list[Path], ignore: list[str], *, fix: bool, strict: bool, as_json: bool) -> None:
    from glossary import lint

    mended = [remark for path in glossaries for remark in lint.fix(path, ignore)] if fix else []
    found = [remark for path in glossaries for remark in lint.lint(path, ignore)]
    if as_json:
        plain = [{name: getattr(r, name) for name in r.__slots__} for r in found]
        print_json({"findings": plain, "mended": [str(remark) for remark in mended]})
    else:
        for remark in mended:
            print(f"{remark.path}:{remark.line}: mended: {remark.message} [{remark.id}]")
        for remark in found:
            print(remark)
        say(_summary(found))
    finish(strict and found)


def _summary(found) -> str:
    if not found:
        return "no findings"
    errors = sum(remark.severity == "error" for remark in found)
    fixable = sum(remark.fixable for remark in found)
    counted = f"{many(errors, 'error')}, {many(len(found) - errors, 'warning')}"
    return counted + (f"; --fix mends {fixable}" if fixable else "")


def _against(glossaries: list[Path], documents: list[Path], *, strict: bool, as_json: bool) -> None:
    from glossary import pofile
    from translate import formats
    from translate.glossary_use import breaks

    terms = pofile.combine(*map(pofile.load, glossaries))
    found = [(str(path), broken) for path in documents for broken in breaks(terms, formats.read(path))]
    if as_json:
        print_json(
            [
                {"document": path, "segment": b.segment.id, "german": b.german, "term": b.term.source,
                 "wanted": "" if b.term.forbidden else b.term.target, "forbidden": b.forbidden,
                 "place": b.term.place, "target": b.segment.target}
                for path, b in found
            ]
        )  # fmt: skip
        finish(strict and found)
        return
    by_term = defaultdict(list)
    for path, broken in found:
        by_term[broken.term].append((path, broken))
    for term, where in by_term.items():
        print(f"{term.place}: {term.source} → {shown(term)}")
        for path, b in where:
            what = f'has "{b.forbidden}", which is forbidden' if b.forbidden else "does not render it so"
            print(f"  {path} {b.segment.id}: {b.german}: {what}: {b.segment.target}")
    say(f"{many(len(by_term), 'entry', 'entries')} broken, {many(len(found), 'time')}")
    finish(strict and found)


@app.command()
def stats(glossary: Glossary = SHIPPED, as_json: Json = False) -> None:
    """Count entries by domain, kind and flag.

    Example: wortlaut glossary stats
    """
    from glossary import pofile
    from glossary.diff import stats as figures

    found = figures(pofile.load(glossary))
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {number}" for key, number in value.items())
        print(f"{name.replace('_', ' '):<20} {value}")


cli_glossary_files.register(app)
cli_glossary_suggest.register(app)
