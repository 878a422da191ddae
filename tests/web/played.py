"""A home in which the drill was played up to what waits for its signatures, and a clerk looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.drill import gaotang

INCIDENT = "gaotang-2022"


@contextmanager
def played(folder: Path, until: str) -> Iterator[Desk]:
    """The open desk of the drill up to a time; stopped afterwards."""
    home = folder / "home"
    gaotang.play(home, "en", Console(file=StringIO()), until)
    try:
        yield opening.opened(home)
    finally:
        opening.stop(home)
