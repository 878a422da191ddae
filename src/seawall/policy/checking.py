"""Every policy at once: all there are, and all that is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seawall.policy.cases import failures
from seawall.policy.document import packaged
from seawall.policy.errors import Fault, PolicyRefused
from seawall.policy.policy import Policy
from seawall.policy.resolving import load
from seawall.policy.rule import Rule

DOUBTS = {
    "memory": ("is from memory: nobody saw the text", "read the text and enter its source, or list the key as missing"),
    "conflict": ("has sources that disagree", "find the text that settles it, or list the key as missing"),
}


@dataclass(frozen=True)
class Checked:
    """What a check found. It is true when something has to be mended; `rules` and `doubtful` count what was read."""

    faults: tuple[Fault, ...]
    policies: int
    rules: int
    doubtful: int

    def __len__(self) -> int:
        return len(self.faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.faults)


def every() -> list[Policy]:
    """All packaged policies, by file."""
    return [load(path) for path in packaged().values()]


def check(paths: Sequence[Path] = (), strict: bool = False) -> Checked:
    """All faults of the policy files at `paths` (files or folders; none: the packaged ones) and of their cases.

    `strict` also refuses every rule that nobody saw or whose sources disagree, in the files and in what they extend.
    """
    faults: set[Fault] = set()
    rules: dict[tuple[str, str], Rule] = {}
    files = list(_files(paths))
    for file in files:
        try:
            policy = load(file)
        except PolicyRefused as refused:
            faults |= set(refused.faults)
            continue
        faults |= set(failures(file))
        rules |= {(rule.origin, rule.key): rule for rule in policy.rules.values()}
        faults |= set(_doubts(policy)) if strict else set()
    doubtful = sum(rule.doubtful for rule in rules.values())
    return Checked(tuple(sorted(faults)), len(files), len(rules), doubtful)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths or packaged().values():
        if path.is_dir():
            yield from (each for each in sorted(path.rglob("*.toml")) if each.parent.name != "cases" and _rules(each))
        else:
            yield path


def _rules(path: Path) -> bool:
    """Whether a file in a folder is a policy: keys, units and sources are not."""
    return "[policy]" in path.read_text(encoding="utf-8", errors="replace")


def _doubts(policy: Policy) -> Iterator[Fault]:
    files = {layer.id: layer.file for layer in policy.layers}
    for rule in policy.rules.values():
        if rule.doubtful:
            yield Fault(files[rule.origin], rule.key, *DOUBTS[rule.confidence])
