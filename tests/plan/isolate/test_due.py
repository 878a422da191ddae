"""From when on a drive is surely late: by the clock, which runs from a positive."""

from typing import Any

from tests.given import local
from tests.plan.isolate.drawn import plan, rooms, site

NAMED = [{"person": "P0", "other": "P1", "recorded": "2022-01-23T11:00"}]
SITE: dict[str, Any] = {"sites": [site()], "rooms": rooms("Q", "101"), "relations": NAMED}


def limit(**case: str) -> Any:
    made = plan([{"person": "P1"}], [case], **SITE)
    return made.transfers.filter(site="Q")["arrive_until"].item()


def test_a_contact_named_after_the_positive_has_the_hours_from_then() -> None:
    assert limit(positive="22T20:00") == local("23T19:00")


def test_a_contact_of_a_case_without_a_positive_is_late_by_no_limit() -> None:
    assert limit(sample="", positive="") is None
