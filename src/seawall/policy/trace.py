"""The rules of `trace` out of a policy."""

from collections.abc import Mapping
from dataclasses import replace

from seawall.plan.trace import Prophylaxis, Ring, Span, TraceRules
from seawall.policy.policy import Policy
from seawall.policy.rule import DURATIONS, Rule

ANCHORS = ("onset", "sample")
"""Where a policy names no anchor: onset, else the taking of the first positive sample."""
CLOSE_WORDS = (
    "contact.close.settings", "contact.close.occupational",
    "contact.close.coach.sealed", "contact.close.train.sealed", "contact.close.ship",
)  # fmt: skip
CLOSE_TERMS = ("measure.close.until", "measure.close.followup", "measure.close.central", "measure.close.home")
SECONDARY_TERMS = ("measure.secondary.central", "measure.secondary.home")
INCUBATION = ("disease.incubation.range", "disease.incubation.to_rash.range")
SOURCE = ("case.source_window", "case.lookback", *INCUBATION)
PROPHYLAXIS = ("vaccine", "immunoglobulin")


def trace_rules(policy: Policy, *, history: bool = False) -> TraceRules:
    """Whose contacts are traced, and what follows for them.

    Raises RuleMissing where the policy says who is a contact and not from when on a case infects or how long a close
    contact is followed, and for every key a trace needs that it lists as missing. A policy that names no contacts at
    all gives rules without rings.
    """
    rings = _rings(policy)
    before, other = policy.get("contact.window.before"), policy.get("contact.window.before.other")
    if "close" in rings:
        before = policy.need("contact.window.before")
    after, end, immune = (policy.get(f"contact.{key}") for key in ("window.after", "window.end", "immune"))
    classes, anchor = policy.get("trace.classes"), policy.get("contact.window.anchor")
    return TraceRules(
        policy=policy.id,
        disease=policy.document.pathogen,
        classes=frozenset(classes.words()) if classes else None,
        anchors=anchor.words() if anchor else ANCHORS,
        rings=rings,
        before=_span(other or before),
        before_intimate=_span(before) if other else None,
        after=_span(after),
        end=end.words()[0] if end else None,
        end_clause=end.clause if end else "",
        linger=_span(policy.get("contact.close.airspace_lingers")),
        dwell={kind: _told(rule) for kind, rule in policy.family("place.dwell").items()},
        source=_source(policy),
        immune=immune.words() if immune else (),
        immune_clause=immune.clause if immune else "",
        after_immunoglobulin=_span(policy.get("measure.close.until.after_ig")),
        prophylaxis=_prophylaxis(policy),
        title=(policy.document.title["zh"], policy.document.title["en"]),
        appeal=_appeal(policy),
        history=history,
        gaps=tuple(_gaps(policy, rings)),
    )


def _appeal(policy: Policy) -> tuple[str, str]:
    """Where to appeal, in both languages; nothing where no policy says."""
    where = policy.get("appeal.where")
    return (where.table()["zh"], where.table()["en"]) if where else ("", "")


def _rings(policy: Policy) -> dict[str, Ring]:
    """The rings the policy defines; none where it says that contacts are not traced."""
    tracing = policy.get("contact.tracing")
    if tracing is not None and not tracing.yes():
        return {}
    rings = {
        "close": _close(policy),
        "secondary": _ring(policy, ("contact.secondary.definition",), _terms(policy, SECONDARY_TERMS)),
        "general": _ring(policy, ("contact.general.definition",), _longest(policy, INCUBATION[:1])),
        "co_exposed": _co_exposed(policy),
    }
    return {name: ring for name, ring in rings.items() if ring is not None}


def _close(policy: Policy) -> Ring | None:
    if policy.get("contact.close.settings") is None:
        return None
    terms = _terms(policy, CLOSE_TERMS)
    ring = _ring(policy, CLOSE_WORDS, terms or [_told(policy.need("measure.close.followup"))])
    begins = _span(policy.get("measure.close.from"))
    return replace(ring, begins=begins, restricts=_restricts(policy)) if ring else None


def _restricts(policy: Policy) -> bool:
    """A quarantine binds; mere follow-up does not, and a policy may say that nothing does."""
    said = policy.get("measure.close.quarantine")
    if said is not None:
        return said.yes()
    return any(policy.get(key) is not None for key in CLOSE_TERMS if key != "measure.close.followup")


def _co_exposed(policy: Policy) -> Ring | None:
    """Who shared an exposure is followed where the policy gives a term; its settings are the events themselves."""
    rule = policy.get("measure.co_exposed.followup")
    return Ring(settings=(), clause=rule.clause, followup=(_told(rule),)) if rule else None


def _ring(policy: Policy, keys: tuple[str, ...], terms: list[Span]) -> Ring | None:
    """The ring whose settings stand under these keys; None where the policy has none of them."""
    stated = [rule for key in keys if (rule := policy.get(key)) is not None]
    if not stated:
        return None
    words = tuple(word for rule in stated for word in rule.words())
    clause = "; ".join(dict.fromkeys(rule.clause for rule in stated))
    return Ring(
        settings=words,
        clause=clause,
        clauses={word: rule.clause for rule in reversed(stated) for word in rule.words()},
        least=_least(policy),
        followup=tuple(terms),
        restricts=keys[0] == "contact.secondary.definition",
    )


def _least(policy: Policy) -> Mapping[str, Span]:
    everywhere = policy.get("trace.minutes")
    by_kind = {kind: _told(rule) for kind, rule in policy.family("trace.minutes").items()}
    return {**({"*": _told(everywhere)} if everywhere else {}), **by_kind}


def _terms(policy: Policy, keys: tuple[str, ...]) -> list[Span]:
    """The terms served one after the other: a whole term where one is stated, else site, then home."""
    stated = {key: _told(rule) for key in keys if (rule := policy.get(key)) is not None}
    whole = [span for key, span in stated.items() if key.endswith((".until", ".followup"))]
    return whole[:1] or list(stated.values())


def _longest(policy: Policy, keys: tuple[str, ...]) -> list[Span]:
    """The longest incubation, as days."""
    rules = [rule for key in keys if (rule := policy.get(key)) is not None]
    return [_told(rule, rule.range()[1]) for rule in rules[:1]]


def _source(policy: Policy) -> Span | None:
    stated = [rule for key in SOURCE if (rule := policy.get(key)) is not None]
    return _told(stated[0], stated[0].range()[1]) if stated else None


def _prophylaxis(policy: Policy) -> dict[str, Prophylaxis]:
    found = {}
    for name in PROPHYLAXIS:
        limit, barred = policy.get(f"pep.{name}.limit"), policy.get(f"pep.{name}.not_for")
        if limit is not None:
            clauses = [rule.clause for rule in (limit, barred) if rule is not None]
            not_for = barred.words() if barred else ()
            found[name] = Prophylaxis(_told(limit, limit.range()[1]), not_for, "; ".join(clauses))
    return found


def _gaps(policy: Policy, rings: Mapping[str, Ring]) -> list[str]:
    """What the policy leaves open that a trace would need, in words for the officer."""
    said = []
    if not rings and policy.get("contact.tracing") is None:
        said.append(
            f"预案 {policy.id} 未规定接触者（contact.close.settings），追踪不到任何人。"
            f" / policy {policy.id} names no contacts (contact.close.settings): the trace finds nobody"
        )
    if "general" in rings and not rings["general"].followup:
        said.append(
            f"预案 {policy.id} 既未规定一般接触者随访多久，也未写潜伏期。"
            f" / policy {policy.id} says neither how long general contacts are followed nor the incubation"
        )
    return said


def _span(rule: Rule | None) -> Span | None:
    return None if rule is None else _told(rule)


def _told(rule: Rule, amount: float | None = None) -> Span:
    """A rule's length of time; where its value is a table, that of its days; of a range, the end that is asked for."""
    unit = (rule.unit or "d").split("_", maxsplit=1)[0]
    if amount is None:
        amount = rule.table()["days"] if isinstance(rule.value, dict) else rule.number()
    return Span(DURATIONS[unit] * amount, unit in ("d", "wk"), rule.clause)
