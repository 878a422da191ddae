"""What changes from one policy to another."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from seawall.policy import Change, Policy, Rule, diff
from seawall.tell.policy.words import confidence, said
from seawall.tell.terminal.language import minus

SIGNS = {
    "+": ("added", "green"),
    "~": ("changed", "yellow"),
    "-": ("dropped", "red"),
    "?": ("not seen, refuses to act", "bold magenta"),
}
ONE_LINE = 56


def differences(a: Policy, b: Policy) -> RenderableType:
    """What changes from `a` to `b`, rule by rule, with value, unit and confidence before and after."""
    changes = diff(a, b)
    if not changes:
        return Text(f"{a.id} and {b.id} say the same.")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for change in changes:
        table.add_row(Text(minus(change.sign), style=SIGNS[change.sign][1]), _change(change))
    return Group(Text(f"{a.id} → {b.id}\n", style="bold"), table, Text(""), _counted(changes))


def _change(change: Change) -> RenderableType:
    old, new = _side(change.old), _side(change.new)
    if change.sign == "?":
        new = Text.assemble(("not seen", "magenta"), "; for reading: " if change.new else "", new)
    if old and new:
        old.append("  →  " if len(old) + len(new) <= ONE_LINE else "\n→  ")
    key = Text(change.key, style="bold" if change.sign != "-" else "")
    return Group(key, Padding(old.append_text(new), (0, 0, 0, 2)))


def _side(rule: Rule | None) -> Text:
    if rule is None:
        return Text("")
    text = Text(said(rule)).append(*confidence(rule))
    return text.append(f"  when {rule.when}", style="dim") if rule.when else text


def _counted(changes: Sequence[Change]) -> Text:
    text = Text()
    for sign, (means, style) in SIGNS.items():
        if number := sum(change.sign == sign for change in changes):
            text.append(f"{minus(sign)} {number} {means}   ", style=style)
    return text
