"""Why an officer does something, in a sentence of their own: long enough to say it, and no longer than one reads."""

LEAST, MOST, LONG = 8, 500, 2_000
"""Letters that a written reason has at least, and at most; LONG: of one about what a plan orders."""


def sentence(said: str, most: int = MOST) -> str | None:
    """A written reason, its blanks made single; None: it is too short or too long, or has signs that nobody sees."""
    found = " ".join(said.split())
    return found if LEAST <= len(found) <= most and found.isprintable() else None
