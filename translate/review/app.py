"""The pages and the small JSON API behind them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from glossary.entry import Kind
from glossary.errors import GlossaryError
from translate.document import SegmentState, Span
from translate.errors import WortlautError
from translate.review import changes, place, teach, values
from translate.review.desk import Desk
from translate.review.guard import Guard
from translate.review.store import Conflict, Copy, Gone, Locked, Version

__all__ = ["application"]

_HERE = Path(__file__).parent
_STATUS = {Conflict: 409, Gone: 410, Locked: 423}
_LONGEST = 20_000
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MOST_SECONDS = 3600


class _Bad(WortlautError):
    """A request that the page does not send."""


def application(desk: Desk, token: str, port: int) -> Guard:
    """Return the application, guarded.

    Args:
        desk: what is to be reviewed.
        token: random part of every path.
        port: that it is served at.
    """
    api = _Api(desk)
    document, segment = "/api/documents/{number:int}", "/api/documents/{number:int}/segments/{id}"
    routes = [
        Route("/", _page),
        Route("/api/documents", _json(api.documents)),
        Route(document, _json(api.document)),
        Route(f"{document}/changes", _json(api.changes)),
        Route(f"{document}/summary", _json(api.summary)),
        Route(f"{document}/translate", _json(api.translate), methods=["POST"]),
        Route(f"{document}/restore", _json(api.restore), methods=["POST"]),
        Route(segment, _json(api.save), methods=["PUT"]),
        Route(f"{segment}/check", _json(api.check), methods=["POST"]),
        Route(f"{segment}/put", _json(api.put), methods=["POST"]),
        Route(f"{segment}/alternatives", _json(api.alternatives), methods=["POST"]),
        Route("/api/glossary", _json(api.glossary)),
        Route("/api/glossary/propose", _json(api.propose), methods=["POST"]),
        Route("/api/glossary/add", _json(api.add), methods=["POST"]),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    return Guard(Starlette(routes=routes), token, port)


async def _page(_request: Request) -> Response:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return HTMLResponse(environment.get_template("review.html").render(kinds=list(Kind)))


def _json(call: Callable[..., Any]) -> Callable[[Request], Any]:
    """Make an endpoint of a method that takes the request's path values and its JSON body."""

    async def endpoint(request: Request) -> Response:
        given: Any = dict(request.query_params)
        try:
            if request.method not in ("GET", "HEAD"):
                given = _body(await request.body())
            return JSONResponse(await run_in_threadpool(call, given, **request.path_params))
        except _Bad as error:
            return JSONResponse({"error": str(error)}, 400)
        except (WortlautError, GlossaryError) as error:
            answer = {"error": str(error), "kind": type(error).__name__.lower()}
            if isinstance(error, Conflict) and error.item is not None:
                copy = call.__self__.desk.copies[request.path_params["number"]]
                answer["segment"] = values.item_values(error.item, copy)
            return JSONResponse(answer, _STATUS.get(type(error), 422))

    return endpoint


def _body(data: bytes) -> dict[str, Any]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _Bad("the request is not JSON") from error
    if not isinstance(given, dict):
        raise _Bad("the request is no object")
    return given


def _text(given: dict[str, Any], key: str, longest: int = _LONGEST) -> str:
    text = given.get(key, "")
    if not isinstance(text, str) or len(text) > longest:
        raise _Bad(f"{key} has to be text of at most {longest} characters")
    return text


def _target(given: dict[str, Any]) -> str:
    text = _text(given, "target").replace("\r\n", "\n")
    if bad := _BAD.search(text):
        raise _Bad(f"the text holds the character U+{ord(bad[0]):04X}, which no file can hold; remove it")
    return text


def _version(given: Any, check: bool = False) -> Version:
    if not isinstance(given, dict) or given.get("state") not in list(SegmentState):
        raise _Bad("a version has to have a target and a state")
    return Version(_target(given) if check else _text(given, "target", 10**6), SegmentState(given["state"]))


class _Api:
    """What the page can ask for; arguments are checked, answers are plain values."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _copy(self, number: int) -> Copy:
        if not 0 <= number < len(self.desk.copies):
            raise _Bad("there is no such document")
        return self.desk.copies[number]

    def documents(self, _given: dict[str, Any]) -> Any:
        return {"documents": [values.overview(n, copy) for n, copy in enumerate(self.desk.copies)]}

    def document(self, _given: dict[str, Any], number: int) -> Any:
        copy = self._copy(number)
        copy.changes(copy.revision)  # looks at the file
        return values.document_values(copy)

    def changes(self, given: dict[str, Any], number: int) -> Any:
        since = given.get("since", "")
        if not since.isdigit() or len(since) > 15:
            raise _Bad("since has to be a number")
        copy = self._copy(number)
        trouble = self.desk.look()
        found = copy.changes(int(since))
        return {
            "revision": found.revision,
            "layout": found.layout,
            "gone": found.gone,
            "problem": found.problem or trouble,
            "segments": [values.item_values(item, copy) for item in found.items],
        }

    def save(self, given: dict[str, Any], number: int, id: str) -> Any:
        seconds = given.get("seconds", 0)
        if type(seconds) not in (int, float) or not math.isfinite(seconds):
            raise _Bad("seconds has to be a number")
        copy = self._copy(number)
        item = copy.save(
            id,
            _text(given, "source", 10**6),
            _version(given.get("seen")),
            _version(given.get("wanted"), check=True),
            min(max(float(seconds), 0.0), _MOST_SECONDS),
        )
        return {"segment": values.item_values(item, copy), "revision": copy.revision}

    def check(self, given: dict[str, Any], number: int, id: str) -> Any:
        copy = self._copy(number)
        return values.segment_values(copy.preview(id, _target(given)).segment, copy.judge)

    def put(self, given: dict[str, Any], number: int, id: str) -> Any:
        copy = self._copy(number)
        segment = copy.preview(id, _target(given)).segment
        index = given.get("term")
        if type(index) is not int or not 0 <= index < len(segment.terms):
            raise _Bad("there is no such term")
        where = place.target_place(segment, segment.terms[index])
        text, span = place.put(segment, where, _text(given, "rendering", 300))
        return {"target": text, "span": values.span_units(text, span)}

    def alternatives(self, given: dict[str, Any], number: int, id: str) -> Any:
        copy = self._copy(number)
        at = None
        if "place" in given:
            place_ = given["place"]
            if not isinstance(place_, list) or len(place_) != 2 or not all(type(n) is int for n in place_):
                raise _Bad("place has to be two numbers")
            at = Span(*values.code_points(copy.item(id).segment.source, place_))
        found = self.desk.alternatives(copy, id, at, _text(given, "rendering", 300))
        return {
            "alternatives": [
                {**values.segment_values(a.segment, copy.judge),
                 "changes": changes.difference(copy.item(id).segment.target, a.segment.target)}
                for a in found
            ]
        }  # fmt: skip

    def translate(self, given: dict[str, Any], number: int) -> Any:
        ids = given.get("ids")
        if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids) or len(ids) > 5000:
            raise _Bad("ids has to be a list of segment ids")
        copy = self._copy(number)
        saved = self.desk.translate(copy, ids)
        return {"segments": [values.item_values(i, copy) for i in saved], "revision": copy.revision}

    def restore(self, _given: dict[str, Any], number: int) -> Any:
        copy = self._copy(number)
        copy.restore()
        return {"revision": copy.revision}

    def summary(self, _given: dict[str, Any], number: int) -> Any:
        copy = self._copy(number)
        changed = [item for item in copy.items if item.record.machine is not None]
        return {
            **changes.summary(copy.items),
            "segments_changed": [
                {"id": i.id, "changes": changes.difference(i.record.machine or "", i.segment.target)} for i in changed
            ],
        }

    def glossary(self, _given: dict[str, Any]) -> Any:
        return {"files": [str(path) for path in self.desk.glossaries]}

    def propose(self, given: dict[str, Any]) -> Any:
        return teach.propose(_text(given, "german", 300), _text(given, "english", 300))._asdict()

    def add(self, given: dict[str, Any]) -> Any:
        entry = teach.Entry(*(_text(given, field, 300) for field in teach.Entry._fields))
        touched = self.desk.add(entry, _text(given, "file", 4096))
        return {
            "touched": [
                {
                    "number": number,
                    "name": copy.file.name,
                    "segments": [
                        {"id": i.id, "source": i.segment.source, "state": i.segment.state.value,
                         "attention": copy.needs_attention(i)}
                        for i in items
                    ],
                }
                for number, (copy, items) in enumerate(touched)
                if items
            ]
        }  # fmt: skip
