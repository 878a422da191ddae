"""The plans that pages show."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path
from time import sleep

import polars as pl
import pytest

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.web import plans
from seawall.web.kept import HEAVIEST, LEAST, Kept
from tests.desk.cities import city, hours_ago
from tests.web.browsers import signed_in


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with city(tmp_path_factory.mktemp("city")) as found:
        yield found


def now() -> datetime:
    return datetime.now(UTC)


def test_a_plan_is_made_once_for_all_who_look_in_a_minute(service: Desk) -> None:
    at = now()
    (one,), (two,) = plans.every(service, at), plans.every(service, at)
    assert one is two


def test_a_fact_counts_as_soon_as_it_is_in(service: Desk, tmp_path: Path) -> None:
    (before,) = plans.every(service, now())
    (tmp_path / "persons.csv").write_text("person\nnew\n", encoding="utf-8")
    import_files(service.home.path, [tmp_path / "persons.csv"], rejects=tmp_path / "rejects.csv")
    (after,) = plans.every(service, now())
    assert after.facts["persons"].height == before.facts["persons"].height + 1


def test_plans_of_one_moment_are_made_from_the_same_reading(service: Desk) -> None:
    at = now()
    ours, theirs = (plans.made(service, plans.Asked("I", at, policy)) for policy in (None, "covid19-cn-10"))
    assert ours.plan.policy != theirs.plan.policy
    assert ours.facts is theirs.facts


def test_a_home_whose_people_are_real_is_no_drill(service: Desk) -> None:
    assert not plans.invented(service)


def test_what_many_ask_for_at_once_is_made_once() -> None:
    kept, made = Kept[int](4), []

    def one() -> int:
        sleep(0.1)
        made.append(1)
        return 7

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: kept.get("a", one), range(8))) == [7] * 8
    assert made == [1]


def test_of_what_is_heavy_the_last_are_held() -> None:
    kept = Kept[str](4, lambda _: HEAVIEST)
    for key in "abcd":
        kept.get(key, partial(str, key))
    assert [key for key in "abcd" if key in kept] == [*"abcd"][-LEAST:]


def test_of_what_is_heavy_the_last_of_each_incident_are_held() -> None:
    kept = Kept[str](4, lambda _: HEAVIEST, of=lambda key: key[0])
    keys = [incident + nth for nth in "1234" for incident in "abc"]
    for key in keys:
        kept.get(key, partial(str, key))
    assert [key for key in keys if key in kept] == keys[-LEAST * 3 :]


def test_an_incident_that_is_over_is_listed_and_its_plan_made_when_it_is_named(service: Desk, tmp_path: Path) -> None:
    _opened(service, tmp_path, "old", closed=hours_ago(2).isoformat())
    assert [made.plan.incident for made in plans.every(service, now())] == ["I"]
    assert [each.incident for each in plans.incidents(service, now()).over] == ["old"]
    assert plans.made(service, plans.Asked("old", now())).plan.incident == "old"
    with signed_in(service, "wang", "commander") as browser:
        first, old = (unescape(browser.get("/situation", params=asked).text) for asked in ({}, {"incident": "old"}))
    assert "Closed incidents" in first
    assert first.count("incident=old") == 1
    assert 'aria-current="true">old</a>' in old
    assert 'id="over"' in old
    assert 'id="over"' not in first


def test_an_incident_that_was_closed_is_at_hand_until_its_last_order_has_ended(service: Desk, tmp_path: Path) -> None:
    _opened(service, tmp_path, "lasts", closed=hours_ago(2).isoformat())
    said = ("scope", "why", "why_public", "clause", "policy", "policy_version", "ends", "plan")
    order = pl.DataFrame(
        {
            "order": ["O"], "incident": ["lasts"], "verb": ["zone"], "subject": ["U"], "evidence": ["{}"],
            "from": [hours_ago(3)], "until": [hours_ago(-1)], "signatures": [1], **{name: ["-"] for name in said},
        }
    )  # fmt: skip
    facts.append(service.server, service.home, "orders", order, "test", "test")
    assert [made.plan.incident for made in plans.every(service, now())] == ["I"]
    who = {"officer": "wang", "role": "commander", "organisation": "hq", "at": hours_ago(3)}
    signature = pl.DataFrame([{"order": "O", **who}])
    facts.append(service.server, service.home, "signatures", signature, "test", "test")
    assert [made.plan.incident for made in plans.every(service, now())] == ["I", "lasts"]


def _opened(desk: Desk, folder: Path, incident: str, closed: str) -> None:
    (folder / "incidents.csv").write_text(
        f"incident,disease,policy,opened,closed\n"
        f"{incident},SARS-CoV-2,covid19-cn-9,{hours_ago(20).isoformat()},{closed}\n",
        encoding="utf-8",
    )
    (done,) = import_files(desk.home.path, [folder / "incidents.csv"], rejects=folder / "rejects.csv")
    assert not done.rejected
