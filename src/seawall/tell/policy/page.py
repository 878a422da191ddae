"""One policy, rule by rule."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from seawall.policy import Policy, Rule
from seawall.policy.resolving import EVERYWHERE
from seawall.policy.vocabulary import CONFIDENCES, vocabulary
from seawall.tell.policy.words import confidence, own_rules, said, span, title
from seawall.tell.terminal.language import Language


def shown(policy: Policy, lang: Language = "en") -> RenderableType:
    """The head of the policy, what is missing, each rule with value, unit, source and confidence, and the sources."""
    rules = own_rules(policy)
    parts: list[RenderableType] = [Panel(_head(policy), title=f"[bold]{policy.id}[/]", title_align="left")]
    parts += [_missing(policy)] if policy.missing else []
    by_subject = groupby(rules, key=lambda rule: rule.key.split(".", maxsplit=1)[0])
    parts += [_subject(policy, name, list(group), lang) for name, group in by_subject]
    others = ", ".join(name for name in EVERYWHERE if name != policy.id)
    parts += [_sources(rules), Text(f"\nUnder it, for every disease: {others}.", style="dim")]
    return Group(*parts)


def _head(policy: Policy) -> RenderableType:
    document = policy.document
    chain = [layer.id for layer in reversed(policy.layers) if layer.id not in (*EVERYWHERE, policy.id)]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("title", title(document))
    table.add_row("disease", f"{document.pathogen} · {document.jurisdiction} · {document.level}")
    table.add_row("in force", Text(span(document)))
    table.add_row("stands on", ", then ".join(chain) or "no other policy")
    if document.drops:
        table.add_row("drops", ", ".join(document.drops))
    if document.needs:
        table.add_row("off until", Text(document.needs, style="red"))
    table.add_row("version", policy.version)
    return table


def _missing(policy: Policy) -> RenderableType:
    told = Text("Texts not seen. A plan that needs one of these stops and names it:\n", style="bold magenta")
    told.append("  ".join(policy.missing), style="not bold magenta")
    return Padding(told, (1, 1, 0, 1))


def _subject(policy: Policy, name: str, rules: Sequence[Rule], lang: Language) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for rule in rules:
        table.add_row(Text(f"  {rule.key}"), _rule(policy, rule, lang))
    return Group(Text(f"\n{name}", style="bold cyan"), table)


def _rule(policy: Policy, rule: Rule, lang: Language) -> Text:
    text = Text(said(rule, lang), style="bold")
    text.append(f"  when {rule.when}" if rule.when else "", style="not bold")
    if policy.lacks(rule.key):
        text.append("  [missing: for reading only]", style="bold magenta")
    text.append(*confidence(rule))
    text.append(f"  {', '.join(rule.source)}", style="not bold dim")
    if rule.origin != policy.id:
        text.append(f" · {rule.origin}", style="not bold dim cyan")
    for line in _dates_and_note(rule, lang):
        text.append(f"\n{line}", style="not bold italic dim")
    return text


def _dates_and_note(rule: Rule, lang: Language) -> Iterator[str]:
    if rule.valid_from:
        yield f"Holds from {rule.valid_from}."
    if rule.valid_until:
        yield f"Held until {rule.valid_until}."
    if rule.note:
        yield rule.note[lang]


def _sources(rules: Sequence[Rule]) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name in sorted({source for rule in rules for source in rule.source}):
        source = vocabulary().sources[name]
        told = Text.assemble(source.title, (f"  {source.authority}, seen: {source.seen}", "dim"))
        table.add_row(f"  {name}", told.append(f"\n{source.url}", style="dim blue") if source.url else told)
    words = "; ".join(f"{word}: {meaning}" for word, meaning in CONFIDENCES.items())
    return Group(Text("\nsources", style="bold cyan"), table, Padding(Text(words, style="dim"), (1, 1, 0, 2)))
