"""The slow obvious versions of `command`."""

from collections.abc import Mapping


def territory(
    lives: Mapping[str, str | None], teams: Mapping[str, str], parents: Mapping[str, str | None]
) -> dict[str, str]:
    """Each person in turn to the least loaded team of the nearest unit above the home, else of all teams."""
    given: dict[str, str] = {}
    for person in sorted(lives):
        unit = lives[person]
        while unit is not None and unit not in teams.values():
            unit = parents.get(unit)
        able = [team for team in teams if unit is None or teams[team] == unit]
        given[person] = min(able, key=lambda team: (list(given.values()).count(team), team))
    return given
