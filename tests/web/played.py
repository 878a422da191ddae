"""A home in which the drill was played up to what waits for its signatures, and a clerk looks at it.

Each has a copy of its own, to change as it likes: the drill is played once for each time in a run of the tests.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.drill import gaotang
from seawall.lock import locked

INCIDENT = "gaotang-2022"


@contextmanager
def played(folder: Path, until: str) -> Iterator[Desk]:
    """The open desk of the drill up to a time, in a folder of the run's own; stopped afterwards, its data removed."""
    home = folder / "home"
    copied(once(_shelf(folder), until), home)
    try:
        yield opening.opened(home)
    finally:
        opening.stop(home)
        shutil.rmtree(home / "postgres")


def once(shelf: Path, until: str) -> Path:
    """The stopped home of the drill up to a time: whoever is first plays it, the others wait and have the same.

    It has its name only when it is whole.
    """
    home = shelf / f"played {until}"
    with locked(shelf / f"{home.name}.lock"):
        if not home.exists():
            with TemporaryDirectory(dir=shelf) as folder:
                half = Path(folder) / "home"
                try:
                    gaotang.play(half, "en", Console(file=StringIO()), until)
                finally:
                    if (half / "home.toml").exists():
                        opening.stop(half)
                half.rename(home)
    return home


def copied(home: Path, to: Path) -> None:
    """A stopped home at another place, as whoever restores one would: the data keep the account that they belong to."""
    to.parent.mkdir(exist_ok=True)
    subprocess.run(["/bin/cp", "-a", home, to], check=True)  # noqa: S603 - our own words


def _shelf(folder: Path) -> Path:
    """The folder that all processes of a run share: each has its own in there while they are several."""
    return folder.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else folder.parent
