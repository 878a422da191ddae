"""Why a row waits for a signature, as who signs reads it: a transfer by its drive, in the names that facts have."""

from typing import Any

import pytest

from seawall.plan.trace.questions import LEAVING
from seawall.tell.terminal.language import Language
from seawall.web.names import names
from seawall.web.plan.chain import LEFT
from seawall.web.whys import AREA, driven, held
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
    ("why", "lang", "said"),
    [
        ("case C-1, held to be asymptomatic", "zh", "C-1，判定为无症状感染者"),
        ("case C-1, held to be not classified yet", "zh", "C-1，尚未判定"),
        ("case C-1, held to be not classified yet", "en", "C-1, not classified yet"),
        (
            "case C-1, held to be confirmed; amended by li (hq): until 24 Jan 12:00, because: ill. He is 80; alone",
            "en", "C-1, held to be confirmed",
        ),
        ("Zone v-1: case C-1, held to be confirmed", "en", ""),
    ],
)  # fmt: skip
def test_a_case_is_told_by_what_it_is_held_to_be_whoever_amended_its_order(why: str, lang: Language, said: str) -> None:
    assert held(why, lang) == said


def test_an_area_and_a_place_that_is_asked_about_are_found_in_what_a_plan_says() -> None:
    area = AREA.search("controlled place q-1 (超市 supermarket): case C1 was there (shop) from 16:00")
    assert area is not None
    assert area.group("kind", "name") == ("place", "超市 supermarket")
    english, chinese = (LEFT.search(half.format("shop-1")) for half in reversed(LEAVING.split(" / ")))
    assert english is not None
    assert chinese is not None
    assert english[0] == chinese[0] == "shop-1"
