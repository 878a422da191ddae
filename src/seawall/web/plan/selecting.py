"""What a signature is for: all differences but bulletins, or those of one verb."""

from seawall.web.errors import AskedError

EVERYTHING = "all"
OF: dict[str, tuple[str, ...]] = {
    EVERYTHING: ("zone", "trace", "isolate", "screen", "confirm", "care"),
    "zone": ("zone",),
    "trace": ("trace", "isolate"),
    "confirm": ("confirm",),
    "inform": ("inform",),
}
"""The verbs that each choice signs; a bulletin is signed when it is published, so it is in no other."""


def verbs(chosen: str | None) -> tuple[str, ...]:
    """The verbs of a choice; all but bulletins where none is made. Raises AskedError for a choice that is none."""
    if (chosen or EVERYTHING) not in OF:
        raise AskedError("verbs={chosen!r} is no choice; allowed: {allowed}", chosen=chosen, allowed=", ".join(OF))
    return OF[chosen or EVERYTHING]
