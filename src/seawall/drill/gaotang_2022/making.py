"""Writes invented/*.csv from story.toml, always the same: `python -m seawall.drill.gaotang_2022.making`."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from seawall.drill.gaotang_2022.meeting import circles, households, meetings, misread
from seawall.drill.gaotang_2022.people import Cast, Story, cast
from seawall.drill.gaotang_2022.rooms import admissions, elsewhere, sites, test_points
from seawall.drill.gaotang_2022.writing import Row, row

HERE = Path(__file__).parent
BEGINNING = "21T22:00"
"""When the desk opened its file; what the county has was known by then."""


def story() -> Story:
    """The story as it is written."""
    return tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))


def tables(told: Story) -> Mapping[str, list[Row]]:
    """The invented rows, by table, in the order they were recorded."""
    people = cast(told)
    found: dict[str, list[Row]] = {}
    for table, made in (
        *standing(told),
        *sites(told, BEGINNING),
        *test_points(told, BEGINNING),
        *persons(people, told),
        *meetings(people, told),
        *misread(told),
        *households(people),
        *circles(people, told),
        *admissions(people, told),
        *elsewhere(people, told),
        *requests(people, told),
    ):
        found.setdefault(table, []).append(made)
    return {table: sorted(rows, key=lambda each: each["recorded_at"]) for table, rows in found.items()}


def standing(told: Story) -> Iterator[tuple[str, Row]]:
    """What the story states row by row: units, places and teams."""
    for table, rows in told["rows"].items():
        for each in rows:
            yield row(table, each, BEGINNING)


def persons(people: Cast, told: Story) -> Iterator[tuple[str, Row]]:
    """Everybody with a year of birth, a sex, a home and where it stands."""
    homes: set[str] = {each["place"] for each in told["rows"]["places"]}
    yield row("residences", {"person": told["index"], "place": told["index_home"], "kind": "current"}, BEGINNING)
    for nth, each in enumerate(people.everybody):
        known = {"person": each.person, "birth": str(1946 + nth * 17 % 68), "sex": ("female", "male")[nth % 5 % 2]}
        yield row("persons", known, each.told)
        yield row("residences", {"person": each.person, "place": each.home, "kind": "current"}, each.told)
        if each.home not in homes:
            homes.add(each.home)
            villages = told["villages"]
            unit = "elsewhere" if each.elsewhere else villages[len(homes) % len(villages)]
            yield row("places", {"place": each.home, "kind": "household", "unit": unit}, each.told)


def requests(people: Cast, told: Story) -> Iterator[tuple[str, Row]]:
    """The people elsewhere, handed over to their places with a receipt."""
    for each in people.everybody:
        if each.elsewhere:
            over = told["handed_over"][each.ring]
            about = {"request": f"request-{each.person}", "direction": "out", "unit": "elsewhere"}
            sent = {"person": each.person, "sent": over["at"], "received": over["at"]}
            yield row("requests", about | sent, over["recorded"])


def write(folder: Path) -> None:
    """Writes each table as a CSV file of its own."""
    folder.mkdir(exist_ok=True)
    for table, rows in tables(story()).items():
        columns = list(dict.fromkeys(column for each in rows for column in each))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            lines.writeheader()
            lines.writerows(rows)


if __name__ == "__main__":
    write(HERE / "invented")
