"""Homes that are made once in a run of the tests, for it takes seconds, and copied for each that begins with them."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.lock import locked


@contextmanager
def copied(made: Path, home: Path) -> Iterator[Desk]:
    """The open desk of a copy to change as one likes; stopped afterwards, its data removed.

    It is made as whoever restores a home would: the data keep the account that they belong to.
    """
    home.parent.mkdir(exist_ok=True)
    subprocess.run(["/bin/cp", "-a", made, home], check=True)  # noqa: S603 - our own words
    try:
        yield opening.opened(home)
    finally:
        opening.stop(home)
        shutil.rmtree(home / "postgres")


@contextmanager
def service(folder: Path) -> Iterator[Desk]:
    """The open desk of an empty service home, in a folder of the run's own."""
    made = once(folder.parent / "service", lambda home: opening.init(home, zone="Asia/Shanghai", history=False))
    with copied(made, folder / "home") as desk:
        yield desk


def once(made: Path, make: Callable[[Path], object]) -> Path:
    """The stopped home of that name: whoever is first makes it, the others wait and have the same.

    `make` begins with a home in a folder of its own; it has its name only when it is whole.
    """
    with locked(made.with_name(f"{made.name}.lock")):
        if not made.exists():
            with TemporaryDirectory(dir=made.parent) as folder:
                half = Path(folder) / "home"
                try:
                    make(half)
                finally:
                    if (half / "home.toml").exists():
                        opening.stop(half)
                half.rename(made)
    return made
