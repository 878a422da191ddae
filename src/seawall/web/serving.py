"""The server: one process that answers for one home, on this machine unless it is told otherwise."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces

from seawall.tables.errors import SeawallError

if TYPE_CHECKING:
    from litestar import Litestar

PATIENCE = 3
"""Seconds that answers may take still when the server is stopped; pages that are told of news would wait for ever."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ServingError(SeawallError):
    """The pages cannot be served so; the message says what would do."""


def serve(home: Path | None, host: str, port: int, cert: Path | None, key: Path | None) -> None:
    """Serves a home's pages until it is told to stop. Beyond this machine only under TLS: raises ServingError."""
    if (cert is None) != (key is None):
        raise ServingError("--tls-cert and --tls-key go together")
    if cert is None and host not in LOOPBACK:
        raise ServingError(f"--host {host} is reached by others: name --tls-cert and --tls-key, or leave out --host")
    for file in (cert, key):
        if file is not None and not os.access(file, os.R_OK):
            raise ServingError(f"{file} cannot be read")
    server = Granian(
        "seawall", address="127.0.0.1" if host == "localhost" else host, port=port, interface=Interfaces.ASGI,
        ssl_cert=cert, ssl_key=key, websockets=False, log_enabled=False, respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )  # fmt: skip
    server.serve(target_loader=partial(_loaded, home), wrap_loader=False)


def _loaded(home: Path | None) -> "Litestar":
    """In the process that answers, forked from this one: Polars, loaded before that, would have no threads in it."""
    from seawall.desk.opening import opened
    from seawall.web.app import application

    return application(opened(home))
