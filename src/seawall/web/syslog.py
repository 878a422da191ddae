"""A syslog host that lines are sent to over TLS: each as RFC 5424 has it, with its length before it (RFC 5425)."""

import logging
import os
import select
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from seawall.tables.errors import SeawallError

PORT = 6514
PATIENCE = 10.0
"""Seconds that the host may take to be reached, or to take a line."""
SEVERITIES = {logging.CRITICAL: 2, logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6}
_AUDIT = 13 * 8  # the facility "log audit"
_REFUSAL = 0.2  # seconds in which a host that wants another certificate of ours says so


class SendingError(SeawallError):
    """The log cannot be sent so; the message says what would do."""


class Host(NamedTuple):
    """Where lines go, and what TLS holds its certificate against."""

    name: str
    port: int
    trusting: ssl.SSLContext


def host(address: str, authority: Path | None = None, own: Path | None = None) -> Host:
    """What `tls://host:6514` names. `authority`: who signed its certificate (None: whom this machine trusts); `own`:
    our certificate and its key, where the host asks for one.

    Raises SendingError for another address, and for files that cannot be used.
    """
    try:
        said = urlsplit(address)
        name, port = said.hostname or "", said.port or PORT
    except ValueError:
        name, port = "", 0
    if not name or address.rstrip("/") != f"tls://{said.netloc}" or "@" in said.netloc:
        raise SendingError(f"--log-to {address}: allowed is an address such as tls://logs.example.org:{PORT}")
    return Host(name, port, _trusting(authority, own))


def _trusting(authority: Path | None, own: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=authority)
        if own is not None:
            context.load_cert_chain(own)
    except OSError as error:  # what ssl raises is one too
        raise SendingError(f"--log-ca or --log-cert cannot be used ({error}): each is a file in PEM") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def line(at: datetime, level: int, kind: str, said: str) -> bytes:
    """What was said at a moment, as it is sent; `kind` is one word."""
    own = "".join(sign if "!" <= sign <= "~" else "-" for sign in socket.gethostname())[:255] or "-"
    when = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    text = f"<{_AUDIT + SEVERITIES.get(level, 5)}>1 {when} {own} seawall {os.getpid()} {kind} - {said}".encode()
    return b"%d %s" % (len(text), text)


class Wire:
    """A connection to a host, made when it is needed. Whatever is done raises OSError while the host is away."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self._there: ssl.SSLSocket | None = None

    def reach(self) -> None:
        """Sees that the host is there, and connects to it anew if it has hung up."""
        if self._there is not None and self._open(self._there):
            return
        self.close()
        plain = socket.create_connection((self.host.name, self.host.port), PATIENCE)
        try:
            there = self.host.trusting.wrap_socket(plain, server_hostname=self.host.name)
        except BaseException:
            plain.close()
            raise
        self._there = there
        select.select([there], [], [], _REFUSAL)
        if not self._open(there):
            raise ConnectionRefusedError("the host closed the connection at once")

    def send(self, line: bytes) -> None:
        """Hands a line to the connection."""
        if self._there is None:
            raise ConnectionError("not connected")
        self._there.sendall(line)

    def close(self) -> None:
        """Lets the host go."""
        if self._there is not None:
            self._there.close()
            self._there = None

    @staticmethod
    def _open(there: ssl.SSLSocket) -> bool:
        """Whether the host has not hung up: it has nothing to say otherwise."""
        there.settimeout(0)
        try:
            return bool(there.recv(1))
        except ssl.SSLWantReadError:
            return True
        except OSError:
            return False
        finally:
            there.settimeout(PATIENCE)
