"""One policy, rule by rule."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from seawall.policy import Policy, Rule
from seawall.policy.document import Document
from seawall.policy.resolving import EVERYWHERE
from seawall.policy.vocabulary import CONFIDENCES, Source, vocabulary
from seawall.tell.policy.tongue import tell
from seawall.tell.policy.words import confidence, own_rules, said, span, title, when
from seawall.tell.terminal.language import Language, say


def shown(policy: Policy, lang: Language = "en") -> RenderableType:
    """The head of the policy, what is missing, each rule with value, unit, source and confidence, and the sources."""
    rules = own_rules(policy)
    parts: list[RenderableType] = [Panel(_head(policy, lang), title=f"[bold]{policy.id}[/]", title_align="left")]
    parts += [_missing(policy, lang)] if policy.missing else []
    by_subject = groupby(rules, key=lambda rule: rule.key.split(".", maxsplit=1)[0])
    parts += [_subject(policy, name, list(group), lang) for name, group in by_subject]
    others = ", ".join(name for name in EVERYWHERE if name != policy.id)
    parts += [_sources(rules, lang), Text("\n" + tell("under", lang, others), style="dim")]
    return Group(*parts)


def _head(policy: Policy, lang: Language) -> RenderableType:
    document = policy.document
    chain = [layer.id for layer in reversed(policy.layers) if layer.id not in (*EVERYWHERE, policy.id)]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(tell("title", lang), title(document, lang))
    table.add_row(tell("disease", lang), _whose(document, lang))
    table.add_row(tell("in_force", lang), Text(span(document, lang)))
    table.add_row(tell("stands_on", lang), tell("then", lang).join(chain) or tell("no_other", lang))
    if document.drops:
        table.add_row(tell("drops", lang), ", ".join(document.drops))
    if document.needs:
        table.add_row(tell("off_until", lang), Text(document.needs[lang], style="red"))
    table.add_row(tell("version", lang), policy.version)
    return table


def _whose(document: Document, lang: Language) -> str:
    """Against what, where, and of which level."""
    named = {"pathogen": document.pathogen, "jurisdiction": document.jurisdiction}
    parts = [tell(f"any.{name}", lang) if value == "any" else value for name, value in named.items()]
    return " · ".join([*parts, tell(document.level, lang)])


def _missing(policy: Policy, lang: Language) -> RenderableType:
    told = Text(tell("missing", lang) + "\n", style="bold magenta")
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
    text.append(f"  {when(rule, lang)}" if rule.when else "", style="not bold")
    if policy.lacks(rule.key):
        text.append("  " + tell("for_reading", lang), style="bold magenta")
    text.append(*confidence(rule, lang))
    text.append(f"  {', '.join(rule.source)}", style="not bold dim")
    if rule.origin != policy.id:
        text.append(f" · {rule.origin}", style="not bold dim cyan")
    for line in _dates_and_note(rule, lang):
        text.append(f"\n{line}", style="not bold italic dim")
    return text


def _dates_and_note(rule: Rule, lang: Language) -> Iterator[str]:
    if rule.valid_from:
        yield tell("holds_from", lang, rule.valid_from)
    if rule.valid_until:
        yield tell("held_until", lang, rule.valid_until)
    if rule.note:
        yield rule.note[lang]


def _sources(rules: Sequence[Rule], lang: Language) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name in sorted({source for rule in rules for source in rule.source}):
        source = vocabulary().sources[name]
        told = Text.assemble(source.title, (f"  {_seen(source, lang)}", "dim"))
        table.add_row(f"  {name}", told.append(f"\n{source.url}", style="dim blue") if source.url else told)
    head = Text("\n" + tell("sources", lang), style="bold cyan")
    return Group(head, table, *([_confidences()] if lang == "en" else []))


def _seen(source: Source, lang: Language) -> str:
    """With which authority, and how much of it was seen."""
    authority, seen = source.authority, source.seen
    if lang == "zh":
        authority, seen = say(f"authority.{authority}", lang), say(f"seen.{seen}", lang)
    return f"{authority}{tell('seen', lang)}{seen}"


def _confidences() -> RenderableType:
    """What the words mean; in Chinese the pages say their meaning."""
    words = "; ".join(f"{word}: {meaning}" for word, meaning in CONFIDENCES.items())
    return Padding(Text(words, style="dim"), (1, 1, 0, 2))
