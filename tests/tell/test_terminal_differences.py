"""The differences in the terminal: many people in one line, in people and person-days, with one of their reasons."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from seawall.plan.orders.difference import DIFFERENCE
from seawall.tables.schema import UTC_MOMENT
from seawall.tell.terminal import Differences
from seawall.tell.terminal.groups import grouped
from tests.given import SHANGHAI, local
from tests.tell.terminals import seen, widest

CONTACT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "case": pl.String, "ring": pl.String, "setting": pl.String, "via": pl.String,
    "place": pl.String, "event": pl.String, "minutes": pl.Float64,
    "first_exposure": UTC_MOMENT, "last_exposure": UTC_MOMENT,
}  # fmt: skip
USUAL: Mapping[str, Any] = {
    "sign": "+", "verb": "trace", "scope": "observation", "from": "23T00:00", "until": "30T00:00", "provisional": False,
    "signatures": 1, "why": "the facts say so", "why_public": "事实如此。 / The facts say so.",
}  # fmt: skip


def differences(*rows: Mapping[str, Any]) -> pl.DataFrame:
    whole = [{**dict.fromkeys(DIFFERENCE.names()), **USUAL, **row} for row in rows]
    times = ("from", "until", "old_until")
    dated = [{k: local(v) if k in times and v else v for k, v in row.items()} for row in whole]
    return pl.DataFrame(dated, schema=DIFFERENCE)


def contacts(*rows: Mapping[str, Any]) -> pl.DataFrame:
    met = {"case": "C1", "ring": "close", "setting": "meal", "event": "dinner"}
    during = {"first_exposure": local("21T18:00"), "last_exposure": local("21T20:00")}
    return pl.DataFrame([{**dict.fromkeys(CONTACT), **met, **during, **row} for row in rows], schema=CONTACT)


TWO = contacts({"person": "P1"}, {"person": "P2"})


def test_people_of_one_ring_stand_in_one_line_with_their_person_days() -> None:
    shown = seen(Differences(differences({"subject": "P1"}, {"subject": "P2"}), TWO, SHANGHAI, "en"))
    assert shown == [
        " +    2  close contacts: observation until 29 Jan 24:00",
        "         14 person-days · meal 2",
        "         e.g. P1: meal (dinner), 21 Jan 18:00–20:00",
    ]


def test_chinese_says_the_same() -> None:
    shown = seen(Differences(differences({"subject": "P1"}, {"subject": "P2"}), TWO, SHANGHAI, "zh"))
    assert shown == [
        " +    2  密接：隔离观察 至 1月29日 24:00",
        "         14 人日 · 同餐 2",
        "         例 P1：同餐（dinner），1月21日 18:00–20:00",
    ]


def test_a_provisional_order_says_so_and_half_a_day_is_not_none() -> None:
    rows = differences({"subject": "P1", "provisional": True, "until": "23T12:00"})
    assert seen(Differences(rows, TWO, SHANGHAI, "en"))[:2] == [
        " +    1  close contact: provisional observation until 23 Jan 12:00",
        "         0.5 person-days",
    ]


def test_a_change_counts_the_days_it_adds_and_a_release_those_it_gives_back() -> None:
    longer = {"subject": "P1", "sign": "~", "old_until": "25T00:00"}
    freed = {"subject": "P2", "sign": "-", "scope": "release", "from": "24T00:00", "old_until": "30T00:00"}
    assert dict(grouped(differences(longer, freed), TWO).select("sign", "days").iter_rows()) == {"~": 5.0, "-": -6.0}
    shown = seen(Differences(differences(longer, freed), TWO, SHANGHAI, "en"))
    assert shown[1] == "         +5 person-days"
    assert shown[3:5] == [" −    1  close contact: release", "         −6 person-days"]


def test_somebody_who_is_no_contact_any_more_is_released_with_the_reason() -> None:
    rows = differences({"subject": "P9", "sign": "-", "scope": "release", "old_until": "30T00:00"})
    assert seen(Differences(rows, TWO, SHANGHAI, "en")) == [
        " −    1  no longer a contact: release",
        "         −7 person-days",
        "         the facts say so",
    ]


def test_a_secondary_contact_names_the_contact_in_between() -> None:
    met = contacts(
        {"person": "P1", "ring": "secondary", "setting": "work", "via": "P7", "event": None, "minutes": 90.0}
    )
    shown = seen(Differences(differences({"subject": "P1"}), met, SHANGHAI, "en"))
    assert shown[2] == "         through close contact P7, work, 21 Jan 18:00–20:00, 90 min"


def test_a_bulletin_binds_nobody_and_has_no_days() -> None:
    rows = differences({"verb": "inform", "scope": "publication", "subject": "public"})
    assert seen(Differences(rows, TWO, SHANGHAI, "en")) == [" +    1  bulletin to be published"]


def test_nothing_to_sign_is_said() -> None:
    assert seen(Differences(differences(), TWO, SHANGHAI, "zh")) == ["与现行命令无差别，不用签署。"]


def test_a_long_reason_is_cut_and_says_that_it_goes_on() -> None:
    rows = differences({"subject": "P9", "sign": "-", "scope": "release", "old_until": "30T00:00", "why": "word " * 90})
    shown = Differences(rows, TWO, SHANGHAI, "en")
    assert len(seen(shown)) == 4
    assert seen(shown)[-1].endswith(" …")
    assert widest(shown, 80) <= 80
