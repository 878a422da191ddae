"""What changes from one policy to another."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from seawall.policy import Change, Policy, Rule, diff
from seawall.tell.policy.tongue import tell
from seawall.tell.policy.words import confidence, said, when
from seawall.tell.terminal.language import Language, minus

SIGNS = {"+": "green", "~": "yellow", "-": "red", "?": "bold magenta"}
ONE_LINE = 56


def differences(a: Policy, b: Policy, lang: Language = "en") -> RenderableType:
    """What changes from `a` to `b`, rule by rule, with value, unit and confidence before and after."""
    changes = diff(a, b)
    if not changes:
        return Text(tell("same", lang, a.id, b.id))
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for change in changes:
        table.add_row(Text(minus(change.sign), style=SIGNS[change.sign]), _change(change, lang))
    return Group(Text(f"{a.id} → {b.id}\n", style="bold"), table, Text(""), _counted(changes, lang))


def _change(change: Change, lang: Language) -> RenderableType:
    old, new = _side(change.old, lang), _side(change.new, lang)
    if change.sign == "?":
        new = Text.assemble((tell("not_seen", lang), "magenta"), tell("to_read", lang) if change.new else "", new)
    if old and new:
        old.append("  →  " if old.cell_len + new.cell_len <= ONE_LINE else "\n→  ")
    key = Text(change.key, style="bold" if change.sign != "-" else "")
    return Group(key, Padding(old.append_text(new), (0, 0, 0, 2)))


def _side(rule: Rule | None, lang: Language) -> Text:
    if rule is None:
        return Text("")
    text = Text(said(rule, lang)).append(*confidence(rule, lang))
    return text.append(f"  {when(rule, lang)}", style="dim") if rule.when else text


def _counted(changes: Sequence[Change], lang: Language) -> Text:
    text = Text()
    for sign, style in SIGNS.items():
        if number := sum(change.sign == sign for change in changes):
            text.append(f"{minus(sign)} {number} {tell(sign, lang)}   ", style=style)
    return text
