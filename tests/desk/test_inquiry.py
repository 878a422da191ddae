"""Check-ins are asked about a case whose stays are open, now and at the time asked about, and for nobody else."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import text

from seawall import policy
from seawall.desk import presence
from seawall.desk.importing import import_files
from seawall.desk.incidents import IncidentError
from seawall.desk.inquiry import Inquiry, inquiry
from seawall.desk.opening import Desk, TimeError
from seawall.desk.planning import DESK
from seawall.plan.trace.authorisation import NotAuthorisedError
from seawall.presence.ranking import Rules
from seawall.store.database import transaction
from tests.desk.cities import began, came, city

HALF = Rules(timedelta(minutes=30))
PLACES = pl.DataFrame({"place": ["M", "W"], "kind": ["market", "work"]})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with city(tmp_path) as found:
        yield found


def keep(desk: Desk, *rows: tuple[str, str, float, float | None]) -> None:
    live = presence.opened(desk, policy.load(DESK, at=began().date()), PLACES)
    live.append(came(*rows), datetime.now(UTC))
    live.close()


def asked(desk: Desk, at: datetime | None = None) -> Inquiry:
    return inquiry(desk.home.path, at.isoformat() if at else None, None)


def enter(desk: Desk, folder: Path, table: str, content: str) -> None:
    (folder / f"{table}.csv").write_text(content, encoding="utf-8")
    (done,) = import_files(desk.home.path, [folder / f"{table}.csv"], rejects=folder / "rejects.csv")
    assert not done.rejected


def journal(desk: Desk, kind: str) -> list[dict[str, Any]]:
    with transaction(desk.server, "auditor") as connection:
        query = text("SELECT body FROM journal.entries WHERE kind = :kind ORDER BY index")
        return [json.loads(body) for body in connection.scalars(query, {"kind": kind})]


def test_people_of_several_numbers_are_one_and_a_case_is_no_contact_of_itself(desk: Desk, tmp_path: Path) -> None:
    enter(desk, tmp_path, "same_person", "person,other,decision,by\nA,A2,same,li\nB,B2,same,li\n")
    keep(
        desk,
        ("A", "W", 50, 49),
        ("A2", "W", 49.2, 48),
        ("B", "W", 50, 49.6),
        ("B2", "W", 49.6, 49),
        ("D", "W", 48.5, 48),
    )
    found = asked(desk).contacts("C1", HALF, most=9)
    assert found.contacts.select("person", "minutes").rows() == [("B", 60.0), ("D", 30.0)]
    assert found.counted == {1: 2}
    assert asked(desk).visitors("C1", "W")["person"].to_list() == ["B", "D"]
    assert asked(desk).trail("C1").select("person", "place").rows() == [("A", "W")]


def test_who_asks_about_a_case_is_told_once_who_decided_whose_stays_are_read_as_its_own(
    desk: Desk, tmp_path: Path
) -> None:
    decisions = (
        "A,A2,same,li,2022-01-19T20:00:00Z\nA2,A3,same,,2022-01-21\nB,B2,same,li,2022-01-20\n"
        "A,A4,same,li,2022-01-19\nA4,A,undone,li,2022-01-20\nA,A5,possible,li,2022-01-20\n"
    )
    enter(desk, tmp_path, "same_person", f"person,other,decision,by,at\n{decisions}")
    question = asked(desk)
    assert question.noted == []
    nobody = "decided on 2022-01-21, nobody says by whom; import entered it"
    told = [
        "C1: stays of A are read together with those of A2: li decided so on 2022-01-20",
        f"C1: stays of A2 are read together with those of A3: {nobody}",
    ]
    for ask in (
        lambda: question.contacts("C1", HALF, most=9), lambda: question.trail("C1"), lambda: question.shared(),
    ):  # fmt: skip
        ask()
        assert question.noted == told


def test_who_is_refused_is_not_told_under_which_numbers_a_case_is_known(tmp_path: Path) -> None:
    with city(tmp_path, signed=False) as desk:
        enter(desk, tmp_path, "same_person", "person,other,decision,by\nA,A2,same,li\n")
        question = asked(desk)
        with pytest.raises(NotAuthorisedError):
            question.trail("C1")
        question.shared()
        assert [line for line in question.noted if "A2" in line] == []


def test_what_is_to_come_is_told_nobody(desk: Desk) -> None:
    keep(desk, ("A", "W", 0.5, None), ("B", "W", 0.5, None))
    (minutes,) = asked(desk).contacts("C1", Rules(timedelta(minutes=1)), most=9).contacts["minutes"]
    assert 29 < minutes < 35


def test_a_case_that_was_excluded_is_closed_also_as_it_was_known_before(desk: Desk, tmp_path: Path) -> None:
    keep(desk, ("A", "W", 50, 48))
    before = datetime.now(UTC)
    assert asked(desk, before).trail("C1").height == 1
    enter(
        desk,
        tmp_path,
        "classifications",
        f"case,at,class,by,organisation\nC1,{datetime.now(UTC).isoformat()},excluded,panel,city\n",
    )
    for at in (None, before):
        with pytest.raises(NotAuthorisedError):
            asked(desk, at).trail("C1")


def test_an_unknown_case_and_a_closed_one_are_refused_in_the_same_words_and_the_journal_has_both(
    tmp_path: Path,
) -> None:
    with city(tmp_path, signed=False) as desk:
        keep(desk, ("A", "W", 50, 48))
        for case in ("C1", "C9"):
            with pytest.raises(NotAuthorisedError, match=f"stays of case {case} for contact_tracing: no leave"):
                asked(desk).trail(case)
        assert [each["why"].replace("C9", "C1") for each in journal(desk, "refusal")][0::2] == [
            each["why"].replace("C9", "C1") for each in journal(desk, "refusal")
        ][1::2]
        assert journal(desk, "stays") == []


def test_nothing_is_opened_for_who_is_refused(desk: Desk) -> None:
    keep(desk, ("A", "W", 50, 48))
    for file in (desk.home.path / "day-keys").iterdir():
        file.write_bytes(b"short")
    question = asked(desk)
    with pytest.raises(NotAuthorisedError):
        question.trail("C9")
    assert question.noted == []
    assert question.trail("C1").is_empty()
    assert ["cannot be read" in each for each in question.noted] == [True]


def test_a_place_where_the_case_was_not_is_refused_with_those_where_it_was(desk: Desk) -> None:
    keep(desk, ("A", "W", 50, 48), ("B", "M", 50, 48))
    with pytest.raises(IncidentError, match="C1 was not at 'M' while it could infect; it was at W"):
        asked(desk).visitors("C1", "M")
    assert asked(desk).visitors("C1", "W").is_empty()


def test_the_journal_says_as_known_when_and_in_which_windows(desk: Desk) -> None:
    keep(desk, ("A", "W", 50, 48))
    at = datetime.now(UTC)
    asked(desk, at).trail("C1")
    (said,) = journal(desk, "stays")
    assert (said["question"], said["known_at"], said["people"]) == ("trail", at.isoformat(), 1)
    ((_, until),) = said["cases"]["C1"]
    assert until == at.isoformat()


def test_nobody_asks_the_future(desk: Desk) -> None:
    with pytest.raises(TimeError, match="lies in the future"):
        asked(desk, datetime.now(UTC) + timedelta(days=1))
