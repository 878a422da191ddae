"""What the results of a specimen say together, and of whom."""

from typing import Any

import polars as pl
import pytest

from seawall.tables.verdict import specimens
from tests.given import given, local

SWABS = ("nasopharyngeal", "oropharyngeal")


def swab(specimen: str = "S", subject: str = "A", **more: Any) -> dict[str, Any]:
    return {"specimen": specimen, "subject_kind": "person", "subject": subject, "taken": "22T09:00", **more}


def result(said: str, specimen: str = "S", **more: Any) -> dict[str, Any]:
    return {"specimen": specimen, "result": said, **more}


def frame(taken: dict[str, Any], *said: dict[str, Any]) -> pl.DataFrame:
    return specimens(given(specimens=[taken], results=list(said)), SWABS)


def verdict(*said: dict[str, Any], **taken: Any) -> tuple[Any, ...]:
    """The verdict of one specimen, and whether it says something of the subject alone."""
    return frame(swab(**taken), *said).select("verdict", "clear").row(0)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("indeterminate", "positive", "positive"),
        ("negative", "indeterminate", "indeterminate"),
        ("invalid", "negative", "negative"),
        ("invalid", "invalid", "invalid"),
    ],
)
def test_of_several_targets_the_most_serious_says_what_the_tube_is(first: str, second: str, said: str) -> None:
    assert verdict(result(first, target="N"), result(second, target="ORF1ab"))[0] == said


@pytest.mark.parametrize(
    ("said", "alone", "shared"),
    [("positive", True, False), ("negative", True, True), ("indeterminate", False, False), ("invalid", False, False)],
)
def test_a_negative_is_clear_and_a_positive_only_of_a_tube_that_nobody_shares(
    said: str, alone: bool, shared: bool
) -> None:
    assert (verdict(result(said)), verdict(result(said), pool="T")) == ((said, alone), (said, shared))


def test_the_most_serious_counts_also_where_it_came_last() -> None:
    said = [result("negative", at="22T10:00", target="N"), result("positive", at="22T12:00", target="E")]
    assert frame(swab(), *said).select("verdict", "at_from").row(0) == ("positive", local("22T12:00"))


def test_without_a_result_nothing_is_said() -> None:
    assert verdict() == (None, False)


@pytest.mark.parametrize(
    "told", [{"target": "IgA"}, {"assay": "igm rapid"}, {"target": "total antibodies"}, {"target": "总抗体"}]
)
def test_an_antibody_says_nothing_of_today(told: dict[str, str]) -> None:
    assert verdict(result("positive", **told)) == (None, False)
    assert verdict(result("negative"), result("positive", **told)) == ("negative", True)


@pytest.mark.parametrize("target", ["SIGMA", "IGGY"])
def test_letters_inside_a_word_are_no_antibody(target: str) -> None:
    assert verdict(result("positive", target=target)) == ("positive", True)


def test_a_person_is_swabbed_by_the_kinds_that_count_and_a_surface_by_any() -> None:
    for kind in ("blood", "stool"):
        assert frame(swab(kind=kind)).is_empty()
    assert frame(swab(kind="oropharyngeal")).height == frame(swab()).height == 1
    for subject_kind in ("place", "object"):
        row = frame(swab(subject_kind=subject_kind, kind="surface")).select("subject", "subject_kind").row(0)
        assert row == ("A", "place")
    assert frame(swab(subject_kind="sewage_site", kind="sewage")).is_empty()


def test_it_is_said_when_the_first_such_result_came_and_known_when_all_were_there() -> None:
    later, first = (result("positive", at=at, target=target) for at, target in (("23T09:00", "N"), ("22T12:00", "E")))
    read = frame(swab(), later, first, result("negative", at="24T08:00 .. 24T10:00", target="ORF1ab"))
    assert read.select("verdict", "at_from", "known").rows() == [("positive", local("22T12:00"), local("24T10:00"))]
    assert sorted(read["result_rows"].item()) == ["results-0", "results-1", "results-2"]


def test_a_result_of_unknown_time_is_known_when_it_was_recorded_and_gives_way_to_a_dated_one() -> None:
    undated = result("positive", recorded="23T09:00", target="N")
    assert frame(swab(), undated)["known"].to_list() == [local("23T09:00")]
    assert frame(swab(), result("positive", at="22T12:00 ..", recorded="24T09:00"))["known"].item() == local("22T12:00")
    both = frame(swab(), undated, result("positive", at="24T12:00", recorded="24T12:00", target="E"))
    assert both["at_from"].to_list() == [local("24T12:00")]


def test_only_those_asked_for_are_read() -> None:
    facts = given(
        specimens=[swab("S1"), swab("S2", "B"), swab("S3", "B")], results=[result("negative", s) for s in ("S1", "S2")]
    )
    of_b = specimens(facts, SWABS, pl.DataFrame({"subject": ["B"]}))
    assert sorted(of_b.select("specimen", "verdict").rows()) == [("S2", "negative"), ("S3", None)]
    assert specimens(facts, SWABS, pl.DataFrame({"specimen": ["S1"]}))["verdict"].to_list() == ["negative"]
