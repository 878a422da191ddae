"""The plans that pages show."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.web import plans
from seawall.web.kept import HEAVIEST, LEAST, Kept
from tests.desk.cities import city


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
