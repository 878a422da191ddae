"""From policy files to the rules in force: chains, drops, overlays and dates are settled here, and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from seawall.policy import measures, proof
from seawall.policy.contradicting import contradictions
from seawall.policy.document import Document, find
from seawall.policy.errors import Fault, PolicyRefused, PolicyUnknown
from seawall.policy.policy import Policy
from seawall.policy.reading import read
from seawall.policy.rule import Rule
from seawall.policy.vocabulary import LEVELS, vocabulary

# The desk's own rules lie under every policy, whatever the disease.
EVERYWHERE = ("seawall-desk", "seawall-first-times", "seven-one-seven")


@dataclass
class Shelf:
    """The files read so far and every fault found in them."""

    faults: list[Fault]
    documents: dict[str, Document]

    def read(self, path: Path) -> Document:
        document, faults = read(path)
        if document.id not in self.documents:
            self.faults += [*faults, *proof.faults(document, vocabulary())]
            if path.stem != document.id:
                self.blame(document, "policy.id", f"is {document.id!r}", "the file's name is the id: make them one")
        return self.documents.setdefault(document.id, document)

    def blame(self, document: Document, key: str, what: str, remedy: str) -> None:
        self.faults.append(Fault(document.file, key, what, remedy))


def load(
    id_or_path: str | Path,
    at: datetime | date | None = None,
    overlays: Sequence[str | Path] = (),
    grounds: Mapping[str, str] | None = None,
) -> Policy:
    """The rules in force on the day of `at`, a day of the incident's own zone (None: all, whatever their dates).

    `overlays` are ids or paths; they apply from the nation down to the incident. `grounds` names, for each overlay
    that is off by default, what it rests on (a legal order). An overlay outside its dates is left out and said so.
    Raises PolicyUnknown, or PolicyRefused with every fault of every file at once.
    """
    day = at.date() if isinstance(at, datetime) else at
    shelf = Shelf([], {})
    chain = _chain(find(id_or_path), shelf)
    added = [each for overlay in overlays for each in _overlay(overlay, chain, shelf, grounds or {})]
    in_force = [each for each in added if day is None or each.holds_on(day)]
    everywhere = [shelf.read(find(name)) for name in EVERYWHERE]
    layers = _layers([*everywhere, *chain, *in_force])
    rules, unseen, globs = _settle(layers, day, shelf)
    shelf.faults += [*contradictions(rules, layers, vocabulary()), *measures.faults(rules, layers)]
    if shelf.faults:
        raise PolicyRefused(shelf.faults)
    notices = tuple(_notices(chain[-1], [each for each in added if each not in in_force], day))
    off = {each.id: each.needs for each in layers if each.needs and each.id not in (grounds or {})}
    return Policy(chain[-1], tuple(layers), rules, unseen, globs, off, notices)


def _chain(path: Path, shelf: Shelf) -> list[Document]:
    """The policy and all it extends, the oldest first."""
    documents = [shelf.read(path)]
    while (base := documents[0].extends) is not None:
        child = documents[0]
        if base in {each.id for each in documents}:
            shelf.blame(child, "policy.extends", f"runs in a circle: {base} extends {child.id} too", "break the circle")
            break
        try:
            documents.insert(0, shelf.read(find(base, path.parent)))
        except PolicyUnknown as error:
            shelf.blame(child, "policy.extends", f"names no policy ({error})", "correct the id")
            break
        if _rank(child) < _rank(documents[0]):
            what = f"is {child.level}, and stands on {base} of the level {documents[0].level}"
            shelf.blame(child, "policy.level", what, "a policy extends one of its own level or above")
    return documents


def _overlay(
    name: str | Path, chain: Sequence[Document], shelf: Shelf, grounds: Mapping[str, str]
) -> Iterator[Document]:
    """What the overlay adds to the chain: itself and the local overlays it extends, when they may stand there."""
    policy, present = chain[-1], {each.id for each in chain}
    own = _chain(find(name), shelf)
    for each in own:
        if each.id in present:
            continue
        if each is not own[-1] and _rank(each) <= LEVELS.index("nation"):
            what = f"stands on {each.id}, which {policy.id} does not contain"
            shelf.blame(own[-1], "policy.extends", what, f"lay it over {each.id} or over what extends it")
        if each.pathogen not in ("any", policy.pathogen):
            what = f"is for {each.pathogen}, and {policy.id} for {policy.pathogen}"
            shelf.blame(each, "policy.pathogen", what, "choose an overlay of this disease")
        if each.needs and each.id not in grounds:
            what = f"is off by default and needs {each.needs.get('en')}"
            shelf.blame(each, "policy.needs", what, f"name what it rests on, in grounds for {each.id}")
        yield each


def _layers(documents: Iterable[Document]) -> list[Document]:
    """Each file once, the common ones at the bottom and the incident's on top."""
    once = {each.id: each for each in documents}
    return sorted(once.values(), key=_rank)


def _rank(document: Document) -> int:
    return LEVELS.index(document.level) if document.level in LEVELS else 0


def _settle(
    layers: Sequence[Document], day: date | None, shelf: Shelf
) -> tuple[dict[str, Rule], dict[str, str], dict[str, str]]:
    """Lay file upon file: the rules, the keys a file lists as missing while stating them, and the missing globs.

    A file's `missing` hides what the files below it say; what a file above says is heard again.
    """
    rules: dict[str, Rule] = {}
    known: set[str] = set()
    unseen: dict[str, str] = {}
    globs: dict[str, str] = {}
    for layer in layers:
        for glob in layer.drops:
            dropped = {key for key in known if fnmatchcase(key, glob)}
            if not dropped:
                what = f"{glob} drops nothing: no policy below has such a rule"
                shelf.blame(layer, "policy.drops", what, "correct it or take it out")
            known -= dropped
            rules = {key: rule for key, rule in rules.items() if key not in dropped}
        stated = {key: rule for key, rule in layer.rules.items() if day is None or rule.holds_on(day)}
        known |= layer.rules.keys()
        rules |= stated
        unseen = {key: origin for key, origin in unseen.items() if key not in stated}
        globs |= dict.fromkeys(layer.missing, layer.id)
        unseen |= {key: layer.id for glob in layer.missing for key in rules if fnmatchcase(key, glob)}
    return rules, unseen, globs


def _notices(policy: Document, expired: Sequence[Document], day: date | None) -> Iterator[str]:
    if day and not policy.holds_on(day):
        yield f"{policy.id} was in force {_span(policy)}, not on {day}"
    for each in expired:
        yield f"the overlay {each.id} was in force {_span(each)}, not on {day}: it is left out"


def _span(document: Document) -> str:
    first = f"from {document.valid_from}" if document.valid_from else "from an unknown day"
    return f"{first} until {document.valid_until}" if document.valid_until else first
