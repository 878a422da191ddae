"""What the officer and the people inside read, and who must not be found in it."""

from tests.plan.zone.land import EIGHT, NINE, TWENTY, case, contact, levels, lives, row, was, zoned


def test_the_officer_reads_what_makes_the_area_until_when_and_by_which_rules() -> None:
    why = row(zoned(), "k1", "control")["why"]
    assert why.startswith(
        "sealed unit k1 (k1): case C1 lived inside; its cases and the positives inside were last found on 2022-01-22, "
        "the day of the finding and not of a stay; from 2022-01-22 10:00"
    )
    assert "until 2022-02-06 00:00 if nothing happens" in why
    assert "covid19-cn-8 zone.sealed.criteria" in why
    assert "zone.sealed.release [conflict]" in why


def test_a_place_says_how_long_the_case_was_there_and_how_many_are_known() -> None:
    why = row(zoned(trail=[was("inn", "21T18:00", "21T20:00", met=3)]), "inn")["why"]
    assert "case C1 was there (restaurant) from 2022-01-21 18:00 to 2022-01-21 20:00, 120 minutes; 3 contacts" in why


def test_a_provisional_area_says_so() -> None:
    found = zoned(case(**{"class": "suspect", "provisional": True}))
    assert row(found, "k1", "control")["why"].endswith("Provisional: no case is concluded yet.")


def test_the_public_reads_level_measure_end_care_exits_and_appeal_in_both_languages() -> None:
    said = row(zoned(), "k1", "control")["why_public"]
    chinese, english = said.split(" / ")
    assert "封控区（足不出户、服务上门）" in chinese
    assert "预计至2022-02-05 24:00止" in chinese
    assert "急救就医随时放行，出入口和消防通道保持畅通" in chinese
    assert "12345" in chinese
    assert "until 2022-02-05 24:00" in english
    assert "Emergency care always passes; exits stay open" in english
    assert "You can appeal" in english


def test_every_area_of_every_axis_says_that_care_passes_and_names_nobody() -> None:
    trail = [was("inn", "21T18:00", "21T20:00"), was("shop", "21T17:00", "21T17:30", kind="shop")]
    homes = [lives("P0", "home"), lives("P1", "farm")]
    for rules in (EIGHT, NINE, TWENTY):
        found = zoned(case(), case(case="C2", person="P1"), residences=homes, trail=trail, rules=rules)
        for said in found.zones["why_public"]:
            assert "急救就医随时放行" in said
            assert "Emergency care always passes" in said
            assert not any(word in said for word in ("C1", "C2", "P0", "P1", "home", "inn", "restaurant", "12:00"))


def test_an_end_nobody_can_tell_is_announced_later() -> None:
    found = zoned(residences=[lives("P0", "home"), lives("N", "home")], contacts=[contact("N", None)])
    assert "解除时间另行公告" in row(found, "k1", "control")["why_public"]


def test_the_zones_stand_from_the_strictest_down() -> None:
    trail = [was("shop", "21T17:00", "21T17:30", kind="shop")]
    assert list(levels(zoned(trail=trail), "control").values()) == ["sealed", "controlled", "precaution"]


def test_the_staff_stands_in_the_row() -> None:
    staff = "county_leader 1, police 10, street 10, community 10, checkpoint 1, patrol 1"
    assert row(zoned(), "k1", "control")["staff"] == staff


def test_the_post_at_the_exits_stands_in_the_row_of_the_county() -> None:
    assert row(zoned(), "I71", "control")["staff"] == "expressway_exit 1"
    assert row(zoned(case(**{"class": "asymptomatic"})), "s1", "risk")["staff"] == ""


def test_the_day_of_a_finding_does_not_read_as_a_sighting() -> None:
    why = row(zoned(trail=[was("inn", "20T18:00", "20T20:00")]), "inn")["why"]
    assert "last found on 2022-01-22, the day of the finding and not of a stay" in why
    assert "found inside on" not in why
