"""Two contacts to find rooms for: P1 and P2, close or secondary, who live together; P1 may be inside already."""

from typing import Any

from tests.plan.isolate.drawn import family, household, site

CLOSE, SECOND = {"person": "P1"}, {"person": "P2", "ring": "secondary"}
HOME: dict[str, Any] = {"residences": family("h", "P1", "P2"), "places": household("h"), "sites": [site()]}
INSIDE = [{"person": "P1", "site": "Q", "room": "101", "at": "22T08:00"}]
