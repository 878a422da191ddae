"""The plans that pages show."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.web import plans
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
