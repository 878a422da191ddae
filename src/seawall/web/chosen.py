"""The plan that a page is about."""

from seawall.desk.planning import Made
from seawall.web import plans
from seawall.web.looking import Looking


def made_of(looking: Looking) -> Made | None:
    """The plan of the incident that is looked at, else of the first at hand; None where none was known.

    Raises IncidentError, which names those there are, for an incident that is not known at that time.
    """
    if looking.incident is not None:
        return plans.made(looking.desk, plans.Asked(looking.incident, looking.at))
    every = plans.every(looking.desk, looking.at)
    return every[0] if every else None
