"""Rounds of testing: as many samples as were published, of people whom nobody named, ten to a tube."""

from collections.abc import Iterator, Mapping
from typing import Any

from seawall.drill.gaotang_2022.people import Story
from seawall.drill.gaotang_2022.writing import Row, row

SOURCE = "published: notice of 24 January 2022, 09:00, the number and that all were negative; the people are invented"


def rounds(told: Story) -> Mapping[str, list[Row]]:
    """The specimens and results of every round. They are made when the drill is played: no file holds them."""
    found: dict[str, list[Row]] = {"specimens": [], "results": []}
    for each in told["round"]:
        for table, made in _round(each):
            found[table].append(made | {"source": SOURCE})
    return found


def _round(each: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for nth in range(each["samples"]):
        specimen, tube = f"{each['key']}-{nth + 1:05}", f"{each['key']}-tube-{nth // each['a_tube'] + 1:04}"
        swab = {"specimen": specimen, "subject_kind": "person", "subject": f"{specimen}-somebody"}
        yield row("specimens", {**swab, "taken": each["at"], "pool": tube}, each["recorded"])
        tested = {"specimen": specimen, "laboratory": each["laboratory"], "assay": "PCR", "result": "negative"}
        yield row("results", {**tested, "at": each["at"]}, each["recorded"])
