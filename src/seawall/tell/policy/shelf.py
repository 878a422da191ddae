"""The list of all policies."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from seawall.policy import Policy
from seawall.tell.policy.tongue import tell
from seawall.tell.policy.words import own_rules, span, title
from seawall.tell.terminal.language import Language


def listed(policies: Iterable[Policy], lang: Language = "en") -> RenderableType:
    """Every policy under its pathogen: when it holds, what it stands on, and how much of it is doubtful or missing."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    by_pathogen = sorted(policies, key=lambda each: (each.document.pathogen != "any", each.document.pathogen))
    for pathogen, group in groupby(by_pathogen, key=lambda each: each.document.pathogen):
        table.add_row(Text(tell("any_disease", lang) if pathogen == "any" else pathogen, style="bold cyan"), "")
        for policy in group:
            table.add_row(Text(f"  {policy.id}"), title(policy.document, lang))
            table.add_row("", _summary(policy, lang))
    return table


def _summary(policy: Policy, lang: Language) -> Text:
    rules = own_rules(policy)
    doubtful = sum(rule.doubtful for rule in rules)
    parts = [span(policy.document, lang), tell("rules", lang, len(rules))]
    parts += [tell("on", lang, policy.document.extends)] if policy.document.extends else []
    line = Text(" · ".join(parts), style="dim")
    if doubtful:
        line.append(f" · {tell('doubtful', lang, doubtful)}", style="not dim yellow")
    if policy.missing:
        line.append(f" · {tell('unseen', lang, len(policy.missing))}", style="not dim magenta")
    if policy.document.needs:
        line.append(f" · {tell('off', lang)}", style="not dim red")
    return line
