"""A syslog host of a test's own, over TLS on this machine."""

import socket
import ssl
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread


class LogHost:
    """Takes lines, each with its length before it; `said` are the lines that arrived, in order."""

    def __init__(self, cert: Path, key: Path, *, asks_for: Path | None = None) -> None:
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=asks_for)
        self._context.load_cert_chain(cert, key)
        if asks_for is not None:
            self._context.verify_mode = ssl.CERT_REQUIRED
        held = socket.socket()  # bound as long as this lives, so that nobody else takes the port while it is away
        weakref.finalize(self, held.close)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        self.port = held.getsockname()[1]
        self.said = list[str]()

    @contextmanager
    def there(self) -> Iterator[None]:
        """It listens; afterwards it is away, and whoever was connected is not."""
        connected = list[socket.socket]()
        with socket.create_server(("127.0.0.1", self.port)) as listening:
            taking = Thread(target=self._accept, args=(listening, connected), daemon=True)
            taking.start()
            yield
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            taking.join(60)
        for each in connected:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self, listening: socket.socket, connected: list[socket.socket]) -> None:
        with suppress(OSError):
            while True:
                plain, _ = listening.accept()
                try:
                    found = self._context.wrap_socket(plain, server_side=True)
                except OSError:
                    plain.close()
                    continue
                connected.append(found)
                Thread(target=self._take, args=(found,), daemon=True).start()

    def _take(self, there: ssl.SSLSocket) -> None:
        with suppress(OSError, ValueError), there.makefile("rb") as coming:
            while True:
                length = b"".join(iter(lambda: coming.read(1).strip(), b""))
                self.said.append(coming.read(int(length)).decode())


def soon(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Waits until something is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
