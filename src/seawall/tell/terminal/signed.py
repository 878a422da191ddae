"""What one signature did, as the officer reads it."""

from rich.text import Text


def signed(in_force: int, waiting: int, officer: str, organisation: str, journal: int) -> Text:
    """How many orders are in force by it, how many wait for another organisation, and the journal's number."""
    lines = [f"signed by {officer} for {organisation}; journal entry {journal}"]
    verb = "order is" if in_force == 1 else "orders are"
    lines.append(f"{in_force:,} {verb} in force" if in_force else "no order is in force by this signature alone")
    if waiting:
        verb = "order waits" if waiting == 1 else "orders wait"
        lines.append(f"{waiting:,} {verb} for another officer of another organisation, who signs this same folder")
    return Text("\n".join(lines))
