"""What answering costs: how often each address was asked, how often that failed, and how long it took (RED).

An address stands as its pattern (`/people/{person:str}`), never as it was asked: no label names anybody.
"""

from time import perf_counter
from typing import Any, NamedTuple

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Histogram

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds. Those that the pages promise are among them: 0.2 for a person, 0.3 for a list, 0.5 for the situation."""
FAULT = 500
"""From this status on it is our fault."""


class Route(NamedTuple):
    """One address: how often it was asked and failed, and within how many seconds half and 95 of 100 were answered
    (None: longer than the last of BUCKETS)."""

    method: str
    route: str
    asked: int
    errors: int
    half: float | None
    most: float | None


class Measured:
    """Everything that one application counted since it began."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        names = ("method", "route")
        self.requests = Counter("seawall_requests", "Requests answered", (*names, "status"), registry=self.registry)
        self.errors = Counter("seawall_request_errors", "Requests that failed", names, registry=self.registry)
        self.seconds = Histogram(
            "seawall_request_seconds", "Seconds until the whole answer was sent", names, buckets=BUCKETS,
            registry=self.registry,
        )  # fmt: skip

    def count(self, method: str, route: str, status: int, seconds: float | None) -> None:
        """Counts an answer; without seconds one that stands open until its page is left, which says nothing of us."""
        self.requests.labels(method, route, str(status)).inc()
        if status >= FAULT:
            self.errors.labels(method, route).inc()
        if seconds is not None:
            self.seconds.labels(method, route).observe(seconds)

    def routes(self) -> list[Route]:
        """Every address that was asked, the slowest first."""
        found: dict[tuple[str, str], dict[float, float]] = {}
        for metric in self.seconds.collect():
            for sample in metric.samples:
                if sample.name.endswith("_bucket"):
                    key = (sample.labels["method"], sample.labels["route"])
                    found.setdefault(key, {})[float(sample.labels["le"])] = sample.value
        rows = [self._route(method, route, upto) for (method, route), upto in found.items()]
        return sorted(rows, key=lambda each: (-(each.most or BUCKETS[-1] + 1), -each.asked, each.route))

    def _route(self, method: str, route: str, upto: dict[float, float]) -> Route:
        count = int(upto[float("inf")])
        failed = self.registry.get_sample_value("seawall_request_errors_total", {"method": method, "route": route})
        return Route(method, route, count, int(failed or 0), _within(upto, count * 0.5), _within(upto, count * 0.95))


def _within(upto: dict[float, float], many: float) -> float | None:
    """The least of BUCKETS within which so many were answered."""
    return next((bound for bound in BUCKETS if upto[bound] >= many), None)


class Measuring(ASGIMiddleware):
    """Counts each answer of an address that there is, also one that is refused, and one that breaks off."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answers, and counts."""
        status, began = FAULT, perf_counter()

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, told)
        finally:
            waits = scope["route_handler"].opt.get("waits")
            seconds = None if waits else perf_counter() - began
            measured: Measured = scope["litestar_app"].state.measured
            measured.count(Request[Any, Any, Any](scope).method, scope["path_template"], status, seconds)
