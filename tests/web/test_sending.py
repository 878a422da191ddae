"""The log leaves the machine: to the host that was named and no other, in order, and nobody waits for it."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.database import transaction
from seawall.web import sending
from seawall.web.app import application
from seawall.web.sending import Sending
from seawall.web.serving import Log, ServingError, serve
from seawall.web.syslog import SendingError, host
from tests.desk.cities import city
from tests.web.browsers import Browser, signed_in
from tests.web.loghosts import LogHost, soon
from tests.web.served import served
from tests.web.test_health import HEALTH
from tests.web.test_serving import certificate
from tests.web.test_situation import text

AT = datetime(2026, 1, 22, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "REST", 0.05)


@pytest.fixture
def cert(tmp_path: Path) -> tuple[Path, Path]:
    return certificate(tmp_path)


@contextmanager
def sends(to: LogHost, authority: Path | None, own: Path | None = None) -> Iterator[Sending]:
    found = Sending(host(f"tls://localhost:{to.port}", authority, own))
    found.start()
    yield found
    found.stop()


def kinds(said: list[str]) -> list[str]:
    return [each.split(" ", 7)[5] for each in said]


def bodies(said: list[str]) -> list[dict[str, object]]:
    return [json.loads(each.split(" - ", 1)[1]) for each in said]


def test_each_line_arrives_in_order_with_its_time_its_kind_and_its_length(cert: tuple[Path, Path]) -> None:
    there = LogHost(*cert)
    with there.there(), sends(there, cert[0]) as away:
        for number in range(200):
            away.send(AT, "entry", json.dumps({"entry": number, "for": "隔离"}, ensure_ascii=False))
        away.send(AT, "tried", "{}", logging.WARNING)
        soon(lambda: len(there.said) == 201 and away.state() == (None, 0, 0))
    assert [each["entry"] for each in bodies(there.said[:-1])] == list(range(200))
    first = r"<110>1 2026-01-22T08:00:00\.000000Z [!-~]+ seawall \d+ entry - \{\"entry\": 0, \"for\": \"隔离\"\}"
    assert re.fullmatch(first, there.said[0])
    assert there.said[-1].startswith("<108>1 ")


def test_while_the_host_is_away_what_was_kept_waits_and_what_was_lost_is_counted_and_told(
    cert: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST", 3)
    there = LogHost(*cert)
    with sends(there, cert[0]) as away:
        with there.there():
            away.send(AT, "entry", "{}")
            soon(lambda: away.state().away is None and len(there.said) == 1)
        soon(lambda: away.state().away is not None)
        for number in range(5):
            away.send(AT, "entry", json.dumps({"entry": number}))
        assert away.state()[1:] == (3, 2)
        with there.there():
            soon(lambda: len(there.said) == 5 and away.state() == (None, 0, 2))
    assert kinds(there.said) == ["entry", "lost", "entry", "entry", "entry"]
    assert bodies(there.said[1:]) == [{"lines": 2}, {"entry": 2}, {"entry": 3}, {"entry": 4}]


def test_lines_that_somebody_is_told_of_are_never_lost_and_leave_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST", 3)
    outbox, told, sent = sending.Outbox(), list[str](), list[bytes]()
    outbox.put(b"looked 0")
    outbox.put(b"entry 0", lambda: told.append("entry 0"))
    for number in range(1, 5):
        outbox.put(b"looked %d" % number)
    assert (len(outbox), outbox.lost, told) == (4, 2, [])
    while (waiting := outbox.first(0.0)) is not None:
        sent.append(waiting.said)
        outbox.take(waiting)
    assert sent == [b"entry 0", b"looked 2", b"looked 3", b"looked 4"]
    assert told == ["entry 0"]


def test_what_waits_is_still_sent_when_the_server_ends(cert: tuple[Path, Path]) -> None:
    there = LogHost(*cert)
    with there.there():
        with sends(there, cert[0]) as away:
            soon(lambda: away.state().away is None)
            for _ in range(50):
                away.send(AT, "entry", "{}")
        soon(lambda: len(there.said) == 50)


def test_a_host_that_nobody_trusts_or_of_another_name_is_told_nothing(cert: tuple[Path, Path]) -> None:
    there = LogHost(*cert)
    with there.there():
        with sends(there, None) as away:
            away.send(AT, "entry", "{}")
        other = Sending(host(f"tls://127.0.0.1:{there.port}", cert[0]))  # its certificate says localhost
        other.start()
        other.send(AT, "entry", "{}")
        other.stop()
        assert (away.state().waiting, other.state().waiting) == (1, 1)
    assert there.said == []


def test_a_host_that_asks_for_a_certificate_of_ours_takes_lines_with_it_alone(
    cert: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "ours").mkdir()
    known, key = certificate(tmp_path / "ours")
    own = tmp_path / "own.pem"
    own.write_bytes(known.read_bytes() + key.read_bytes())
    there = LogHost(*cert, asks_for=known)
    with there.there():
        with sends(there, cert[0]) as away:
            away.send(AT, "entry", '{"by": "nobody"}')
        assert (there.said, away.state().waiting) == ([], 1)
        with sends(there, cert[0], own) as away:
            away.send(AT, "entry", '{"by": "us"}')
            soon(lambda: there.said)
    assert bodies(there.said) == [{"by": "us"}]


def test_looks_tries_and_faults_leave_and_of_a_fault_no_word_that_may_name_somebody(
    desk: Desk, cert: tuple[Path, Path]
) -> None:
    there, logger = LogHost(*cert), logging.getLogger("seawall")
    with there.there():
        away = Sending(host(f"tls://localhost:{there.port}", cert[0]))
        logger.addHandler(away)
        try:
            with Browser(application(desk, names=("localhost",), sending=away)) as outside:
                outside.get("/situation", headers={"Host": "evil.example"})
                try:
                    raise ValueError("高敏")
                except ValueError:
                    logging.getLogger("seawall.web.app").exception("GET /people")
                logging.getLogger("seawall.web.bulletin").warning("of 高敏")
                with signed_in(desk, "wang", "commander") as inside:
                    inside.get("/chains")
                soon(lambda: "let" in kinds(there.said))
        finally:
            logger.removeHandler(away)
    found = dict(zip(kinds(there.said), bodies(there.said), strict=True))
    assert found["tried"]["what"] == "unknown host"
    assert (found["let"]["officer"], found["let"]["asked"]) == ("wang", "look chains")
    faults = [body for kind, body in zip(kinds(there.said), bodies(there.said), strict=True) if kind == "fault"]
    assert [each.get("error") for each in faults] == ["ValueError", None]
    assert "高敏" not in str(there.said)
    assert "GET /people" in str(faults)


def test_the_page_of_health_says_whether_the_log_leaves_and_since_when_its_host_is_away(
    desk: Desk, cert: tuple[Path, Path]
) -> None:
    there = LogHost(*cert)
    away = Sending(host(f"tls://localhost:{there.port}", cert[0]))
    with signed_in(desk, "wang", "administrator") as none:
        assert "is sent nowhere" in text(none.get(HEALTH).text)
    with signed_in(desk, "wang", "administrator") as inside:
        inside.app.state.sending = away
        away.start()
        away.send(AT, "entry", "{}")
        assert re.search(r"away since .*; 1 lines wait, 0 were lost", text(inside.get(HEALTH).text))
        with there.there():
            soon(lambda: away.state()[:2] == (None, 0) and there.said)
            assert "Sent to its host; 0 lines wait" in text(inside.get(HEALTH).text)
            away.stop()


@pytest.mark.parametrize(
    "address",
    ["logs.example.org", "http://logs.example.org", "tls://", "tls://a:b@c", "tls://a:99999", "tls://a/b", ""],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SendingError, match=r"allowed is an address such as tls://logs\.example\.org:6514"):
        serve(None, "localhost", 8080, None, None, log=sending_to(address))


def sending_to(address: str | None, authority: Path | None = None) -> Log:
    return Log(address, authority)


def test_files_that_cannot_be_used_and_files_without_a_host_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    with pytest.raises(SendingError, match="each is a file in PEM"):
        serve(None, "localhost", 8080, None, None, log=sending_to("tls://localhost", tmp_path / "no.pem"))
    with pytest.raises(ServingError, match="go with --log-to"):
        serve(None, "localhost", 8080, None, None, log=sending_to(None, tmp_path / "no.pem"))


def test_a_server_that_runs_sends_its_log_and_what_the_journal_takes(tmp_path: Path, cert: tuple[Path, Path]) -> None:
    there = LogHost(*cert)
    with there.there(), city(tmp_path) as desk:
        words = ("--log-to", f"tls://localhost:{there.port}", "--log-ca", str(cert[0]))
        with served(desk, *words) as address:
            httpx.get(f"{address}/situation", headers={"Host": "evil.example"}, timeout=60)
            soon(lambda: "tried" in kinds(there.said))
            with transaction(desk.server) as connection:
                journal.append(connection, "order", "wang", "isolate", "p1", {"why": "ring close"}, datetime.now(UTC))
            seal.seal(desk.server, desk.home, datetime.now(UTC))
            soon(lambda: "root" in kinds(there.said) and "entry" in kinds(there.said))
    assert bodies(there.said)[kinds(there.said).index("tried")]["what"] == "unknown host"


def test_a_server_that_begins_again_leaves_no_entry_out(tmp_path: Path, cert: tuple[Path, Path]) -> None:
    there = LogHost(*cert)

    def add(desk: Desk) -> int:
        with transaction(desk.server) as connection:
            return journal.append(connection, "order", "wang", "isolate", "p1", {}, datetime.now(UTC))

    def sent() -> list[int]:
        return [
            int(str(each["entry"]))
            for kind, each in zip(kinds(there.said), bodies(there.said), strict=True)
            if kind == "entry"
        ]

    with there.there(), city(tmp_path) as desk:
        words = ("--log-to", f"tls://localhost:{there.port}", "--log-ca", str(cert[0]))
        with served(desk, *words) as address:
            httpx.get(f"{address}/situation", headers={"Host": "evil.example"}, timeout=60)
            soon(lambda: "tried" in kinds(there.said))  # it is there
            first = add(desk)
        last = add(desk)  # while none runs
        with served(desk, *words):
            soon(lambda: last in sent())
    places = sorted(set(sent()))  # one that is killed has sent some that the next sends again
    assert first in places
    assert places == list(range(places[0], places[-1] + 1))
