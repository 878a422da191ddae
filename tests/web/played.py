"""A home in which the drill was played up to what waits for its signatures, and a clerk looks at it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console

from seawall.desk.opening import Desk
from seawall.drill import gaotang
from tests.copies import copied, once

INCIDENT = "gaotang-2022"


@contextmanager
def played(folder: Path, until: str) -> Iterator[Desk]:
    """The open desk of the drill up to a time, in a folder of the run's own; stopped afterwards, its data removed.

    The drill is played once for each time, whichever of the run's processes asks.
    """
    made = once(_shelf(folder) / f"played {until}", lambda home: play(home, until))
    with copied(made, folder / "home") as desk:
        yield desk


def play(home: Path, until: str) -> None:
    """Plays the drill in a new home up to a time."""
    gaotang.play(home, "en", Console(file=StringIO()), until)


def _shelf(folder: Path) -> Path:
    """The folder that all processes of a run share: each has its own in there while they are several."""
    return folder.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else folder.parent
