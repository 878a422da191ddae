"""The drill's tables: what they say, that they say it is invented, and a plain count beside the plan's."""

import tomllib
from pathlib import Path

import pytest

from seawall.drill.gaotang_2022 import making
from seawall.tables.catalogue import TABLES
from tests.drill import csvs
from tests.drill.recount import INDEX, at, counted


@pytest.mark.parametrize("name", csvs.names())
def test_each_table_keeps_its_schema(name: str) -> None:
    frame = csvs.frame(name)
    assert frame.height
    TABLES[name].validate(frame)


def test_each_row_says_whether_it_is_published_or_invented() -> None:
    sources = {row["source"].split(":")[0].split(" for")[0] for name in csvs.names() for row in csvs.rows(name)}
    assert sources == {"published", "invented"}


def test_each_person_but_the_index_is_invented() -> None:
    assert [row["person"] for row in csvs.rows("persons") if row["source"].startswith("published")] == [INDEX]


def test_the_story_always_makes_the_same_files(tmp_path: Path) -> None:
    making.write(tmp_path)
    committed = csvs.FOLDER / "invented"
    assert {p.name: p.read_text("utf-8") for p in tmp_path.iterdir()} == {
        p.name: p.read_text("utf-8") for p in committed.iterdir()
    }


def test_the_county_has_what_was_published(shared: Path) -> None:
    published = tomllib.loads((shared / "data/gaotang-2022/published.toml").read_text("utf-8"))["resources"]
    sites = {row["site"]: row["kind"] for row in csvs.rows("sites")}
    assert sum(row["kind"] == "tracing" for row in csvs.rows("teams")) == published["tracing_teams"]
    assert list(sites.values()).count("quarantine") == published["quarantine_sites_open"]
    assert list(sites.values()).count("reserve_quarantine") == published["quarantine_sites_reserve"]
    assert len(csvs.rows("rooms")) == published["quarantine_rooms"]
    capacity = {row["site"]: float(row["per_day"]) for row in csvs.rows("capacities")}
    assert capacity["laboratory-county"] == published["laboratory_per_day_county"]


def test_nobody_shares_a_room() -> None:
    rooms = [(row["site"], row["room"]) for row in csvs.rows("admissions") if "room" in row]
    assert len(rooms) == len(set(rooms))


@pytest.mark.parametrize(
    ("known", "days_before", "close", "secondary"),
    [
        ("23T16:00", 2, 87, 161),
        ("24T09:00", 4, 103, 254),
        ("26T11:30", 4, 103, 268),
        ("27T12:00", 4, 103, 268),
    ],
)
def test_a_plain_count_of_the_meetings_comes_to_the_published_numbers(
    known: str, days_before: int, close: int, secondary: int
) -> None:
    first, second = counted(at(known), days_before)
    assert (len(first), len(second)) == (close, secondary)


def test_seven_of_the_close_contacts_live_elsewhere_and_all_but_nineteen_are_managed_here() -> None:
    first, second = counted(at("27T12:00"), 4)
    unit = {row["place"]: row["unit"] for row in csvs.rows("places")}
    elsewhere = {row["person"] for row in csvs.rows("residences") if unit[row["place"]] == "elsewhere"}
    assert (len(first & elsewhere), len((first | second) - elsewhere)) == (7, 352)
