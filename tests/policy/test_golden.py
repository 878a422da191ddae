"""Differences that were officially announced, or that two texts show: a policy carried over wrongly goes red here."""

import pytest

from seawall.policy import Policy, RuleMissing, diff, load
from seawall.policy.asking import level, may_be_source, may_release, province_class


@pytest.fixture(scope="module")
def nine() -> dict[str, tuple[str, object, object]]:
    """Sign, old and new value of every change from the eighth to the ninth edition, by key."""
    changes = diff(load("covid19-cn-8"), load("covid19-cn-9"))
    return {c.key: (c.sign, c.old.value if c.old else None, c.new.value if c.new else None) for c in changes}


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("measure.close.central", ("~", 14, 7)),
        ("measure.close.home", ("~", 7, 3)),
        ("measure.close.central.tests", ("~", [1, 4, 7, 14], [1, 2, 3, 5, 7])),
        ("measure.close.home.tests", ("~", [2, 7], [3])),
        ("measure.close.swab", ("~", "nasopharyngeal", "oropharyngeal")),
        ("measure.close.release.double_sampling", ("~", True, False)),
        ("measure.secondary.central", ("-", 7, None)),
        ("measure.secondary.home", ("+", None, 7)),
    ],
)
def test_the_ninth_edition_changes_what_was_announced(
    nine: dict[str, tuple[str, object, object]], key: str, change: tuple[str, object, object]
) -> None:
    assert nine[key] == change


def test_the_ninth_edition_puts_one_system_of_areas_in_the_place_of_two(
    nine: dict[str, tuple[str, object, object]],
) -> None:
    gone = {key for key, (sign, _, _) in nine.items() if sign == "-"}
    new = {key for key, (sign, _, _) in nine.items() if sign == "+"}
    for area in ("zone.sealed", "zone.controlled", "zone.precaution"):
        assert f"{area}.criteria" in gone
    assert {"risk.high", "risk.mid", "risk.low", "risk.unit"} <= gone
    for area in ("zone.high", "zone.mid", "zone.low"):
        assert f"{area}.criteria" in new
    left = load("covid19-cn-9").rules
    assert not [key for key in left if key.startswith(("zone.sealed", "zone.controlled", "zone.precaution", "risk."))]


def test_a_difference_shows_unit_confidence_and_clause_on_both_sides() -> None:
    (change,) = [c for c in diff(load("covid19-cn-8"), load("covid19-cn-8-delta")) if c.key == "contact.window.before"]
    assert change.old is not None
    assert change.new is not None
    assert (change.sign, change.what) == ("~", ("value", "confidence"))
    assert (change.old.value, change.old.unit, change.old.clause) == (
        2,
        "d",
        "covid19-cn-8 contact.window.before [conflict]",
    )
    assert (change.new.value, change.new.unit, change.clause) == (4, "d", "covid19-cn-8-delta contact.window.before")


def test_a_policy_does_not_differ_from_itself_and_the_desk_differs_from_nobody() -> None:
    assert diff(load("covid19-cn-9"), load("covid19-cn-9")) == []
    assert not [c for c in diff(load("covid19-cn-8"), load("measles-cdc")) if c.key.startswith("order.")]


OLD, NEW, CHIK = load("dengue-cn-2014"), load("dengue-cn-2025"), load("chikungunya-cn-2025")
GUANGDONG = load("dengue-cn-2025", overlays=["dengue-cn-guangdong"])


@pytest.mark.parametrize(
    ("index", "nation", "guangdong"),
    [
        (5, "transmission_risk", "controlled"),
        (10, "cluster_risk", "low"),
        (20, "local_epidemic_risk", "middle"),
        (4, "meets_standard", "controlled"),
        (6, "transmission_risk", "low"),
        (12, "cluster_risk", "middle"),
        (21, "local_epidemic_risk", "high"),
        (0, "meets_standard", "controlled"),
    ],
)
def test_a_border_of_the_breteau_levels_is_the_higher_one_nationally_and_the_lower_one_in_guangdong(
    index: float, nation: str, guangdong: str
) -> None:
    given = {"key": "vector.bi.levels", "index": index}
    assert (level(NEW, given), level(GUANGDONG, given)) == (nation, guangdong)


def test_a_stay_that_ended_fifteen_days_before_onset_is_imported_in_2014_and_not_in_2025() -> None:
    given = {"days_before_onset": 15}
    assert (may_be_source(OLD, given), may_be_source(NEW, given)) == (True, False)


@pytest.mark.parametrize(
    "key", ["case.local", "zone.core", "vector.emergency.core.end", "vector.emergency.core.repeat"]
)
def test_what_changed_without_its_value_being_seen_refuses_and_never_falls_back_on_2014(key: str) -> None:
    with pytest.raises(RuleMissing, match=key.replace(".", r"\.")):
        NEW.get(key)


def test_the_difference_of_the_dengue_plans_says_what_was_not_seen() -> None:
    signs = {change.key: change.sign for change in diff(OLD, NEW)}
    assert {key for key, sign in signs.items() if sign == "?"} >= {
        "zone.core", "case.imported", "vector.emergency.core.end", "measure.case.isolate_until",
    }  # fmt: skip
    assert (signs["risk.province.classes"], signs["risk.province.IV"], signs["response.levels"]) == ("-", "+", "+")
    assert NEW.need("law.changed_since_2014").words() == ("case.local", "zone.core", "vector.emergency.core.end")


@pytest.mark.parametrize("policy", [NEW, CHIK], ids=["dengue", "chikungunya"])
@pytest.mark.parametrize(("code", "of_class"), [("33", "I"), ("37", "II"), ("11", "III"), ("64", "IV"), ("XPCC", "IV")])
def test_the_provinces_have_four_classes_of_risk(policy: Policy, code: str, of_class: str) -> None:
    assert province_class(policy, {"code": code}) == of_class


def test_every_province_is_in_one_class() -> None:
    codes = [code for name in ("I", "II", "III", "IV") for code in NEW.need(f"risk.province.{name}").words()]
    assert len(codes) == len(set(codes)) == 32


def test_dengue_and_chikungunya_differ_although_one_mosquito_carries_both() -> None:
    assert [p.need("case.source_window").value for p in (NEW, CHIK)] == [14, 12]
    net = [p.rules["measure.case.isolate_until"].table() for p in (NEW, CHIK)]
    assert [(each["days_from_onset"], each["afebrile_h"]) for each in net] == [(5, 24), (7, 24)]
    assert (NEW.get("measure.co_exposed.followup"), CHIK.need("measure.co_exposed.followup").days()) == (None, 12)


def test_ward_and_zone_disagree_on_the_fourth_day() -> None:
    patient = {"day": 4, "afebrile_h": 25, "pcr": "negative"}
    assert may_release(CHIK, {**patient, "key": "discharge.confirmed"})
    assert not may_release(CHIK, {**patient, "key": "measure.case.isolate_until"})
