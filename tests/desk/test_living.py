"""A plan finds the contacts of check-ins, and comes out alike when it is signed, whatever came in since."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from seawall import policy
from seawall.desk import planning, presence, signing
from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.desk.planning import DESK, Made
from seawall.desk.presence import Presence
from seawall.desk.signing import SigningError
from tests.desk.cities import began, came, city, hours_ago

PLACES = pl.DataFrame({"place": ["M", "W"], "kind": ["market", "work"]})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with city(tmp_path) as found:
        yield found


def plan(desk: Desk) -> Made:
    return planning.plan(desk.home.path, None, None)


def met(made: Made) -> list[tuple[str, str, float]]:
    rows = made.plan.traced.contacts.filter(pl.col("ring") != "secondary").sort("person")
    return rows.select("person", "place", pl.col("minutes").round(1)).rows()


def keep(desk: Desk, *rows: tuple[str, str, float, float | None]) -> None:
    """As they come in while the program runs that takes them."""
    live = opened(desk)
    live.append(came(*rows), datetime.now(UTC))
    live.close()


def opened(desk: Desk) -> Presence:
    return presence.opened(desk, policy.load(DESK, at=began().date()), PLACES)


def test_who_checked_in_beside_a_case_is_a_contact_of_the_plan(desk: Desk) -> None:
    keep(desk, ("A", "W", 50, 48), ("B", "W", 49, 47), ("E", "W", 48, 47))
    assert met(plan(desk)) == [("B", "W", 60.0)]


def test_who_did_not_check_out_is_taken_to_stay_and_it_is_said_that_this_is_assumed(desk: Desk) -> None:
    keep(desk, ("A", "M", 30, 28), ("B", "M", 29.5, None), ("E", "M", 29.5, 29))
    reasons = plan(desk).plan.traced.reasons.sort("person")
    assert reasons.select("person", pl.col("why").str.contains("assumed")).rows() == [("B", True), ("E", False)]


def test_nobody_is_still_there_later_than_now_for_not_having_checked_out(desk: Desk) -> None:
    keep(desk, ("A", "W", 0.5, None), ("B", "W", 0.5, None))
    ((_, _, minutes),) = met(plan(desk))
    assert 29 < minutes < 35


def test_check_ins_and_stays_that_were_imported_are_one_trail(desk: Desk, tmp_path: Path) -> None:
    stays = f"person,place,came,left\nA,W,{hours_ago(50).isoformat()},{hours_ago(48).isoformat()}\n"
    (tmp_path / "stays.csv").write_text(stays, encoding="utf-8")
    import_files(desk.home.path, [tmp_path / "stays.csv"], rejects=tmp_path / "rejects.csv")
    keep(desk, ("A", "W", 48.5, 47), ("B", "W", 47.5, 46))
    assert met(plan(desk)) == [("B", "W", 30.0)]


def test_a_person_with_two_numbers_is_one_in_check_ins_too(desk: Desk, tmp_path: Path) -> None:
    same = "person,other,decision,by\nA,A2,same,li\nB,B2,same,li\n"
    (tmp_path / "same_person.csv").write_text(same, encoding="utf-8")
    import_files(desk.home.path, [tmp_path / "same_person.csv"], rejects=tmp_path / "rejects.csv")
    keep(desk, ("A2", "W", 50, 48), ("B2", "W", 49, 47))
    assert met(plan(desk)) == [("B", "W", 60.0)]


def test_stays_of_a_case_that_two_have_not_signed_stay_closed(tmp_path: Path) -> None:
    with city(tmp_path, signed=False) as desk:
        keep(desk, ("A", "W", 50, 48), ("B", "W", 49, 47))
        assert met(plan(desk)) == []


def test_a_plan_is_signed_as_it_was_made_though_check_ins_came_in_since(desk: Desk, tmp_path: Path) -> None:
    keep(desk, ("A", "W", 50, 48), ("B", "W", 49, 47))
    planning.write(made := plan(desk), tmp_path / "plan")
    keep(desk, ("Z", "Elsewhere", 40, 39))
    assert plan(desk).read.checkins == made.read.checkins + 1
    assert sign(desk, tmp_path / "plan") > 0


def test_a_plan_is_signed_as_it_was_made_though_its_days_were_sealed_since(desk: Desk, tmp_path: Path) -> None:
    keep(desk, ("A", "W", 50, 48), ("B", "W", 49, 47))
    planning.write(plan(desk), tmp_path / "plan")
    live = opened(desk)
    assert live.seal(began())
    live.append(came(("Z", "Elsewhere", 50, 39)), datetime.now(UTC))  # which opens a sealed day
    assert live.seal(began())
    live.close()
    assert sign(desk, tmp_path / "plan") > 0


def test_a_plan_that_newer_check_ins_change_is_not_signed(desk: Desk, tmp_path: Path) -> None:
    keep(desk, ("A", "W", 50, 48), ("B", "W", 49, 47))
    planning.write(plan(desk), tmp_path / "plan")
    keep(desk, ("B", "W", 49, 49))
    with pytest.raises(SigningError, match="make it again"):
        sign(desk, tmp_path / "plan")


def test_a_plan_is_made_while_another_program_takes_and_seals(desk: Desk) -> None:
    live = opened(desk)
    live.append(came(("A", "W", 50, 48), ("B", "W", 49, 47)), datetime.now(UTC))
    live.seal(began())
    assert met(plan(desk)) == [("B", "W", 60.0)]
    live.append(came(("B", "W", 49, 48.5)), datetime.now(UTC))
    assert met(plan(desk)) == [("B", "W", 30.0)]
    live.close()


def sign(desk: Desk, folder: Path) -> int:
    return signing.sign(desk.home.path, folder, officer="wang", role="commander", organisation="hq").in_force
