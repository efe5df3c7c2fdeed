"""The verb ``wortlaut glossary suggest``: candidate terms from articles, proposals from what reviewers change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from translate.errors import UsageError
from translate.glossary_options import SHIPPED, DryRun, Glossary, Json, asked, many, print_json, say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb to the sub-command."""
    app.command()(suggest)


def suggest(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE...]", help="German texts; - reads standard input.")
    ] = None,
    glossary: Glossary = SHIPPED,
    reviewed: Annotated[
        Path | None,
        typer.Option("--from", metavar="DOCUMENT", help="Reviewed document: propose what was changed repeatedly."),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option("--before", metavar="DOCUMENT", help="With --from: the same document as the machine left it."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="PATH_OR_HUB_ID",
            help="Ask the model for its renderings; 'bundled' is the bundled one. Takes some seconds.",
        ),
    ] = None,
    least: Annotated[
        int | None, typer.Option("--least", min=1, help="Occurrences that are needed. Default: 1, with --from 2.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 25,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="GERMAN[=ENGLISH]",
            help="Add a candidate, marked '# review'; without English with the model's. Repeatable.",
        ),
    ] = None,
    domain: Annotated[str, typer.Option("--domain", help="Domain of what is added.")] = "",
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of the articles.")] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Suggest terms worth an entry: from articles, or from what reviewers changed again and again.

    Example: wortlaut glossary suggest article.txt --model bundled --add "Drohnenwall=drone wall"
    """
    from glossary import pofile

    terms = pofile.load(glossary)
    if reviewed is not None:
        if articles:
            raise UsageError("--from and articles do not go together; name one or the other")
        if add:
            raise UsageError("--add goes with articles; use the commands that suggest --from prints")
        _revisions(reviewed, before, model, terms, least or 2, as_json=as_json)
        return
    if before is not None:
        raise UsageError("--before goes with --from; name the reviewed document")
    if not articles:
        raise UsageError("no article given; name a German text file, or a reviewed document with --from")
    found = _candidates(articles, encoding, model, terms, least or 1)
    if add:
        _add(glossary, add, found, domain, dry_run=dry_run)
    _show(found[:limit], as_json=as_json)


def _candidates(articles: Sequence[str], encoding: str | None, model: str | None, terms, least: int):
    from glossary.suggest import candidates
    from translate import files

    texts = {name: files.read_text(name, encoding) for name in articles}
    if model is None:
        return candidates(texts, terms, least=least)
    from translate import wire
    from translate.glossary_use import with_renderings

    documents = _translated([wire.parse(text, name) for name, text in texts.items()], model)
    return with_renderings(candidates({d.name: d.source for d in documents}, terms, least=least), documents)


def _translated(articles, model: str):
    """Translate without a glossary: what is asked for is the model's own rendering."""
    from translate.marian import BUNDLED, Marian
    from translate.pipeline import Translator

    return Translator(Marian.load(BUNDLED if model == "bundled" else model)).translate(articles)


def _show(found, *, as_json: bool) -> None:
    if as_json:
        names = ("source", "shape", "count", "weirdness", "score", "places", "renderings")
        print_json([{name: getattr(candidate, name) for name in names} for candidate in found])
        return
    width = min(44, max((len(candidate.source) for candidate in found), default=0))
    for c in found:
        made = "; ".join(f"{english} ({times}×)" for english, times in c.renderings)
        arrow = f"  → {made}" if made else ""
        print(f"{c.score:5.1f}  {c.source:<{width}}  {c.shape:<8} {c.count}×{arrow}")
    say(many(len(found), "candidate"))


def _add(glossary: Path, wanted: Sequence[str], found, domain: str, *, dry_run: bool) -> None:
    from glossary import edit

    known = {candidate.source: candidate for candidate in found}
    pairs = []
    for given in wanted:
        german, _, english = (part.strip() for part in given.partition("="))
        candidate = known.get(german)
        if not english and candidate and candidate.renderings:
            english = candidate.renderings[0][0]
        if not english:
            raise UsageError(f'--add "{german}": no rendering; write --add "{german}=ENGLISH", or add --model bundled')
        pairs.append((german, english))
    for german, english in pairs:
        with asked():
            done = edit.add(glossary, german, english, domain=domain, remarks=["review"], dry_run=dry_run)
        for term in done.added:
            say(f"{term.place}: {'would be ' if dry_run else ''}added: {term.source} → {term.target}, marked review")


def _revisions(reviewed: Path, before: Path | None, model: str | None, terms, least: int, *, as_json: bool) -> None:
    from translate import formats
    from translate.glossary_use import recurring, revisions

    document = formats.read(reviewed)
    if before is not None:
        found = revisions(document, formats.read(before), terms, least=least)
    elif model is not None:
        from translate import wire

        (machine,) = _translated([wire.parse(document.source, document.name)], model)
        found = revisions(document, machine, terms, least=least)
    else:
        found = recurring(terms, document, least=least)
    if as_json:
        print_json(
            [
                {"source": r.source, "old": r.old, "new": r.new, "segments": r.segments,
                 "place": r.term.place if r.term else ""}
                for r in found
            ]
        )  # fmt: skip
        return
    for r in found:
        print(f"{r.source}: {r.old} → {r.new} ({len(r.segments)} segments: {', '.join(r.segments)})")
        if r.term:
            print(f'  {r.term.place}; wortlaut glossary edit "{r.term.source}" --accept "{r.new}"')
        else:
            print(f'  wortlaut glossary add "{r.source}" "{r.new}"')
    say(many(len(found), "proposal"))
