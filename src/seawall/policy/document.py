"""One policy file as written, not yet judged and not yet joined to those it stands on; and where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seawall.policy.errors import PolicyUnknown
from seawall.policy.rule import Rule
from seawall.policy.vocabulary import POLICIES


@dataclass(frozen=True)
class Document:
    """A policy file. `title` has zh and en, and so has `needs`: what an overlay that is off by default must rest on."""

    file: str
    id: str
    title: Mapping[str, str]
    pathogen: str
    jurisdiction: str
    level: str
    valid_from: date | None
    valid_until: date | None
    validity_confidence: str | None
    extends: str | None
    drops: tuple[str, ...]
    missing: tuple[str, ...]
    needs: Mapping[str, str] | None
    rules: Mapping[str, Rule]

    def holds_on(self, day: date) -> bool:
        """Whether the policy was in force on the day; both ends belong to it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def packaged() -> dict[str, Path]:
    """Every policy that comes with Seawall, by id: the file's stem is the policy's id."""
    return {path.stem: path for path in sorted(POLICIES.glob("*/*.toml"))}


def alike(policy: str) -> list[str]:
    """The other policies for the same disease, by id, that come with Seawall; none for one that does not."""
    shelf = packaged()
    folder = shelf[policy].parent if policy in shelf else None
    return [name for name, path in shelf.items() if path.parent == folder and name != policy]


def find(name: str | Path, beside: Path | None = None) -> Path:
    """The file of an id or path; an id is looked for in the folder `beside` first, then among the packaged ones."""
    path = Path(name)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise PolicyUnknown(
            f"{path}: no such policy file; give the path of a .toml file or the id of a packaged policy"
        )
    if beside and (beside / f"{name}.toml").is_file():
        return beside / f"{name}.toml"
    shelf = packaged()
    if str(name) not in shelf:
        raise PolicyUnknown(f"no policy is called {name}; there are: {', '.join(shelf)}")
    return shelf[str(name)]


def shown(path: Path) -> str:
    """The path as a fault names it: a packaged file from its disease's folder on."""
    return str(path.relative_to(POLICIES)) if path.is_relative_to(POLICIES) else str(path)
