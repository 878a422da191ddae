"""What a reading of the journal says."""

from rich.text import Text

from seawall.store.audit import Verdict


def verdict(found: Verdict) -> Text:
    """One sentence when the journal holds; else one line for each thing that is wrong."""
    if found.sound:
        return Text(f"the journal holds: {found.size:,} entries agree with the tree and {found.roots:,} signed roots")
    head = f"the journal was touched: {len(found.faults)} things are wrong in {found.size:,} entries"
    return Text("\n".join([head, *(f"  {fault}" for fault in found.faults)]), style="bold red")
