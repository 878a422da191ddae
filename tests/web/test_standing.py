"""The plan that stands while the next is made."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from seawall.desk import planning
from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, Read
from seawall.web import plans, standing
from seawall.web.plans import Asked
from seawall.web.standing import Stand, Standing
from tests.desk.cities import city
from tests.web.browsers import signed_in

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
POLICIES = ("covid19-cn-8", "covid19-cn-9", "covid19-cn-10", "covid19-cn-new10")
FIRST = Stand(NOW, Read(7, 0))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with city(tmp_path_factory.mktemp("city")) as found:
        yield found


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the pages themselves."""
    monkeypatch.setattr(standing, "PATIENCE", 2.0)


def stands(stand: Stand, within: float = 20.0) -> Standing:
    found = Standing()
    found.took(stand, within)
    return found


def waited(until: "Event | None" = None, *, found: Standing | None = None, stand: Stand | None = None) -> bool:
    begun = monotonic()
    while monotonic() - begun < 60:
        if (until and until.is_set()) or (found and found.stand == stand):
            return True
        sleep(0.01)
    return False


def test_a_plan_that_is_made_quickly_stands_for_nobody() -> None:
    assert stands(FIRST, within=0.5).stand is None


def test_a_plan_that_took_long_stands_until_a_later_one_is_whole() -> None:
    found, go = stands(FIRST), Event()

    def slow(_: Stand) -> None:
        go.wait(60)
        sleep(standing.PATIENCE + 0.1)

    later = Stand(NOW + timedelta(minutes=1), Read(8, 0))
    found.renew(later, slow)
    assert found.stand == FIRST
    go.set()
    assert waited(found=found, stand=later)


def test_one_plan_is_made_at_a_time() -> None:
    found, begun, go, made = stands(FIRST), Event(), Event(), list[int]()

    def slow(stand: Stand) -> None:
        made.append(stand.read.facts)
        begun.set()
        go.wait(60)

    for batch in (8, 9, 10):
        found.renew(Stand(NOW, Read(batch, 0)), slow)
    assert begun.wait(60)
    go.set()
    assert made == [8]


def test_nothing_is_made_while_nothing_came_in_and_limits_did_not_pass() -> None:
    found, made = stands(FIRST), Event()
    found.renew(Stand(NOW + timedelta(minutes=4), Read(7, 0)), lambda _: made.set())
    assert not made.wait(0.2)
    found.renew(Stand(NOW + timedelta(minutes=5), Read(7, 0)), lambda _: made.set())
    assert waited(made)


def test_what_cannot_be_made_leaves_what_stands(caplog: pytest.LogCaptureFixture) -> None:
    found = stands(FIRST)

    def broken(_: Stand) -> None:
        raise ValueError("no such unit")

    found.renew(Stand(NOW, Read(8, 0)), broken)
    begun = monotonic()
    while "no such unit" not in caplog.text and monotonic() - begun < 60:
        sleep(0.01)
    assert found.stand == FIRST
    assert "could not be made" in caplog.text


def test_a_page_shows_the_plan_that_stands_and_says_what_it_does_not_know(
    service: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "PATIENCE", 0.0)
    (before,) = plans.every(service, datetime.now(UTC))
    (tmp_path / "persons.csv").write_text("person\nnew\n", encoding="utf-8")
    import_files(service.home.path, [tmp_path / "persons.csv"], rejects=tmp_path / "rejects.csv")
    go, make = Event(), planning.make

    def held(*asked: Any, **more: Any) -> Made:
        go.wait(60)
        return make(*asked, **more)

    monkeypatch.setattr(plans, "make", held)
    at = plans.latest(service, datetime.now(UTC))
    assert at == before.plan.now
    assert plans.every(service, at) == [before]
    assert "Batches of facts since: 1" in signed_in(service, "wang", "commander").get("/situation").text
    go.set()
    begun = monotonic()
    while plans.latest(service, datetime.now(UTC)) == at and monotonic() - begun < 60:
        sleep(0.05)
    (after,) = plans.every(service, plans.latest(service, datetime.now(UTC)))
    assert after.facts["persons"].height == before.facts["persons"].height + 1


def test_no_more_than_two_plans_are_made_at_once(service: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    two, at_once, most = Event(), list[int](), list[int]()
    make = planning.make

    def slow(*asked: Any, **more: Any) -> Made:
        at_once.append(1)
        most.append(len(at_once))
        if len(at_once) > 1:
            two.set()
        two.wait(60)
        sleep(0.2)  # a third would come in
        at_once.pop()
        return make(*asked, **more)

    monkeypatch.setattr(plans, "make", slow)
    now = datetime.now(UTC)
    asked = [Asked("I", now - timedelta(seconds=each), policy) for each, policy in enumerate(POLICIES)]
    with ThreadPoolExecutor(len(asked)) as officers:
        assert len(list(officers.map(partial(plans.made, service), asked))) == len(asked)
    assert max(most) == 2
