"""What a reading of the journal says."""

from collections.abc import Sequence

from rich.text import Text


def verdict(size: int, roots: int, faults: Sequence[str]) -> Text:
    """One sentence when the journal holds; else one line for each thing that is wrong."""
    if not faults:
        return Text(f"the journal holds: {size:,} entries agree with the tree and {roots:,} signed roots")
    head = f"the journal was touched: {len(faults)} things are wrong in {size:,} entries"
    return Text("\n".join([head, *(f"  {fault}" for fault in faults)]), style="bold red")
