"""What a form of the plan's page was about."""

from collections.abc import Mapping

from seawall.web import signing
from seawall.web.looking import Looking
from seawall.web.plan.shown import Shown


def read(looking: Looking, data: Mapping[str, str]) -> Shown:
    """The plan that a form was about, as it is shown. Raises AskedError for what names none."""
    return Shown(looking.desk, signing.read(looking, data)).to(looking)
