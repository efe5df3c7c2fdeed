"""Who may talk to the server: the page that it served itself, and nobody else."""

from __future__ import annotations

import secrets

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_MOST_BYTES = 1_000_000
_READING = frozenset({"GET", "HEAD"})


class Guard:
    """Lets requests through that name the right host, come from the own page and know the token.

    The Host header is checked against rebinding of names, the Origin against other sites, the token in
    the path against other users of the machine. Other sites get no CORS headers, so they read nothing.

    Args:
        app: what is guarded; it sees paths without the token.
        token: random, part of every path.
        port: that the server listens at.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app, self.token = app, token
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        path = scope["path"].removeprefix(f"/{self.token}")
        inner = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
        await self.app(inner, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if host not in self.hosts:
            return PlainTextResponse("This server answers to 127.0.0.1 only.", 421)
        reading = scope["method"] in _READING
        origin = headers.get("origin")
        if (origin is None and not reading) or (origin is not None and origin != f"http://{host}"):
            return PlainTextResponse("Other sites may not ask here.", 403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("Other sites may not ask here.", 403)
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not secrets.compare_digest(first.encode(), self.token.encode()):
            return PlainTextResponse("Not found. Open the address that wortlaut review has printed.", 404)
        if not reading:
            if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                return PlainTextResponse("Send JSON.", 415)
            length = headers.get("content-length", "")
            if not length.isdigit() or int(length) > _MOST_BYTES:
                return PlainTextResponse("Too much at once.", 413)
        return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = [pair for pair in message["headers"] if pair[0].decode("latin-1").lower() not in _HEADERS]
            message["headers"] = given + [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
        await send(message)

    return sending
