"""What a check of policies found."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from seawall.policy import Checked


def findings(checked: Checked) -> RenderableType:
    """Every fault under its file with what mends it; or that there is none, and how much was read."""
    read = f"{checked.policies} policies, {checked.rules} rules, {checked.doubtful} of them from memory or disputed"
    if not checked:
        return Text.assemble(("no fault", "bold green"), f": {read}")
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold", min_width=24)
    table.add_column(overflow="fold", ratio=1)
    for file, faults in groupby(checked, key=lambda fault: fault.file):
        table.add_row(Text(file, style="bold cyan"), "")
        for fault in faults:
            table.add_row(Text(f"  {fault.key}"), Text.assemble(fault.what, (f"; {fault.remedy}", "green")))
    return Group(table, Text(""), Text.assemble((f"{len(checked)} faults", "bold red"), f": {read}"))
