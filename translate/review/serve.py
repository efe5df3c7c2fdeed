"""Serve the page on this machine until it is told to stop."""

from __future__ import annotations

import errno
import os
import secrets
import socket
from collections.abc import Callable

import uvicorn

from translate.errors import UsageError
from translate.review.app import application
from translate.review.desk import Desk

__all__ = ["bind", "serve"]

HOST = "127.0.0.1"


def bind(port: int) -> socket.socket:
    """Return a socket that listens on this machine only; port 0 takes any that is free.

    Raises:
        UsageError: the port is taken, or not for us.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise UsageError(f"--port {port} {why}; name another, or leave --port out to take a free one") from error
    return listener


def serve(desk: Desk, listener: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until the process is interrupted.

    Args:
        desk: what is to be reviewed.
        listener: what `bind` returned.
        ready: called with the address of the page before the first request is served.
    """
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    config = uvicorn.Config(
        application(desk, token, port),
        log_level="error", access_log=False, lifespan="off", ws="none", http="h11", loop="asyncio",
        server_header=False, timeout_graceful_shutdown=2,
    )  # fmt: skip
    ready(f"http://{HOST}:{port}/{token}/")
    uvicorn.Server(config).run(sockets=[listener])
