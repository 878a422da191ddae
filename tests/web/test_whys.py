"""Why a row waits for a signature, as who signs reads it: a transfer by its drive, in the names that facts have."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.trace.questions import LEAVING
from seawall.tell.terminal.language import Language
from seawall.web.names import names
from seawall.web.whys import AREA, LEFT, driven, held
from tests.given import given

FACTS = given(
    units=[{"unit": "v-1", "name": "南园村 Nanyuan", "kind": "village"}],
    sites=[{"site": "q-2", "name": "二号点 Site 2", "kind": "quarantine"}],
)
TWO = {"persons": ["P1", "P2"], "risk": "secondary", "from_unit": "v-1", "from_site": None, "site": "q-2"}


@pytest.mark.parametrize(
    ("otherwise", "lang", "said"),
    [
        ({}, "en", "2 secondary contacts from Nanyuan to Site 2"),
        ({}, "zh", "次密接 2 人，从南园村到二号点"),
        ({"persons": ["P1"], "risk": "close"}, "en", "1 close contact from Nanyuan to Site 2"),
        ({"from_site": "q-2", "site": "h-1", "risk": "case"}, "zh", "感染者 2 人，从二号点到h-1"),
        ({"from_unit": None}, "en", "2 secondary contacts from an address not known to Site 2"),
        ({"from_unit": "v-9"}, "zh", "次密接 2 人，从v-9到二号点"),
    ],
)
def test_a_transfer_says_how_many_of_whom_go_from_where_to_where(
    otherwise: dict[str, Any], lang: Language, said: str
) -> None:
    assert driven({**TWO, **otherwise}, names(FACTS, lang)) == said


@pytest.mark.parametrize(
    ("person", "lang", "said"),
    [
        ("P1", "zh", "C-2，判定为无症状感染者"),
        ("P1", "en", "C-2, held to be asymptomatic"),
        ("P2", "zh", "C-4，尚未判定"),
        ("P2", "en", "C-4, not classified yet"),
    ],
)
def test_somebody_who_is_a_case_is_told_by_their_open_one_and_its_class(person: str, lang: Language, said: str) -> None:
    episodes = pl.DataFrame({
        "case": ["C-1", "C-2", "C-3", "C-4"], "person": ["P1", "P1", "P2", "P2"],
        "class": ["confirmed", "asymptomatic", "confirmed", None], "open": [False, True, False, True],
    })  # fmt: skip
    assert held(person, episodes, lang) == said


def test_an_area_and_a_place_that_is_asked_about_are_found_in_what_a_plan_says() -> None:
    area = AREA.search("controlled place q-1 (超市 supermarket): case C1 was there (shop) from 16:00")
    assert area is not None
    assert area.group("kind", "name") == ("place", "超市 supermarket")
    english, chinese = (LEFT.search(half.format("shop-1")) for half in reversed(LEAVING.split(" / ")))
    assert english is not None
    assert chinese is not None
    assert english[0] == chinese[0] == "shop-1"
