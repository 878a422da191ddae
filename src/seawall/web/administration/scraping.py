"""/metrics, in Prometheus' text: for a program that holds the home's token, and for nobody else.

The address of who asks proves nothing (behind a proxy everybody comes from this machine), so a token does:
`metrics.token` of the home, which its owner alone reads.
"""

import hmac
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from seawall import disk
from seawall.desk.opening import Desk
from seawall.lock import locked
from seawall.store.account import ServerError
from seawall.store.home import Home
from seawall.web.administration import machine
from seawall.web.measuring import Measured

TOKEN = "metrics.token"  # noqa: S105 - a file's name


def token_of(home: Home) -> str:
    """What a scraper says to be let in, 256 random bits; made where there is none yet."""
    file = home.path / TOKEN
    with locked(home.path / f"{TOKEN}.lock"):
        if not file.exists():
            disk.write(file, secrets.token_hex(32) + "\n")
    return file.read_text(encoding="utf-8").strip()


@get("/metrics", sync_to_thread=True, include_in_schema=False, opt={"open": True, "unasked": True})
def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """What was counted and how the machine is doing. Raises NotFoundException for whoever does not say the token."""
    said = request.headers.get("authorization", "").encode()
    desk: Desk = request.app.state.desk
    if not hmac.compare_digest(said, f"Bearer {token_of(desk.home)}".encode()):
        raise NotFoundException
    measured: Measured = request.app.state.measured
    now = CollectorRegistry()
    now.register(Gauges(desk))
    text = generate_latest(measured.registry) + generate_latest(now)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"})


class Gauges(Collector):
    """How the machine is doing at this moment."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def collect(self) -> Iterator[Metric]:
        """One gauge a figure; without a database those of the machine alone."""
        now = datetime.now(UTC)
        try:
            found: machine.Machine | None = machine.look(self.desk, now)
        except ServerError:
            found = None
        yield GaugeMetricFamily("seawall_database_up", "Whether the database answers", float(found is not None))
        if found is None:
            return
        for name, said, value in machine.gauges(found, now):
            yield GaugeMetricFamily(name, said, value)


HANDLERS = [metrics]
