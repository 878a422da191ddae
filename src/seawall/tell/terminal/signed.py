"""What one signature did, as the officer reads it."""

from rich.text import Text


def signed(in_force: int, waiting: int, officer: str, organisation: str, journal: int) -> Text:
    """How many orders are in force by it, how many wait for another organisation, and the journal's number."""
    lines = [f"signed by {officer} for {organisation}; journal entry {journal}"]
    lines.append(f"{in_force:,} orders are in force" if in_force else "no order is in force by this signature alone")
    if waiting:
        lines.append(f"{waiting:,} orders wait for the signature of another officer of another organisation")
    return Text("\n".join(lines))
