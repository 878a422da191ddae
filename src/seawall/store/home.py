"""The home: one folder that holds a desk's settings, its secrets and its embedded database.

home.toml     the seal, written last: format, id, zone, history; a folder without it is not a home yet
secrets/      one file a secret, readable by their owner only; whoever copies the home copies them; in next/ those that
              are to take their place while they are renewed (see renewal.py)
postgres/     the server's data, made at the first start (see embedded.py)
"""

import secrets
import shutil
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs

from seawall import disk
from seawall.lock import locked
from seawall.tables.errors import SeawallError

FORMAT = 1
"""The layout this version writes, and the newest it reads."""

ROLES = ("owner", "desk", "area", "intimate", "register", "auditor")
"""The database's roles: owner makes tables, desk writes facts and orders, area reads what concerns the areas of its
session, intimate reads relations of that kind too, register names, auditor reads."""

KEYS = ("row", "register", "blind", "journal")
"""256 random bits each: row ids (HMAC), names (AES-GCM), blind indexes (HMAC), roots (Ed25519 seed)."""

_HALF = {"home.toml.half", "secrets", "secrets.half"}  # all that a `create` killed halfway can leave


class HomeError(SeawallError):
    """The folder cannot serve as a home; the message says why and what would."""


@dataclass(frozen=True)
class Home:
    """A sealed home. A `history` home accepts an earlier `recorded_at`; a service home never does. `kept` is the
    folder of its secrets."""

    path: Path
    id: str
    zone: ZoneInfo
    history: bool
    kept: str = "secrets"

    def password(self, role: str) -> str:
        """The password of one of ROLES in this home's database."""
        return self._secret(f"{role}.password")

    def key(self, name: str) -> bytes:
        """One of KEYS, 32 bytes."""
        return bytes.fromhex(self._secret(f"{name}.key"))

    def _secret(self, name: str) -> str:
        file = self.path / self.kept / name
        try:
            return file.read_text().strip()
        except OSError as error:
            raise HomeError(
                f"{file} cannot be read ({error.strerror}): use the account that made this home, "
                "or put the file back from a backup"
            ) from error


def default_home() -> Path:
    """Where the home is when nobody says: the user's own data folder."""
    return platformdirs.user_data_path("seawall")


def create(path: Path | str, zone: str = "Asia/Shanghai", history: bool = False) -> Home:
    """Make a home at `path`, or finish one whose making was killed.

    Nothing counts before home.toml has its name, and that is the last step; until then a second call starts
    over. Raises HomeError for a home that exists, a folder that holds other things, and a zone nobody knows.
    """
    path = Path(path).absolute()
    known_zone = _zone(zone, "--zone")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(path):
            _refuse_unless_free(path)
            _write_secrets(path)
            _seal(path, f'format = {FORMAT}\nid = "{uuid.uuid4()}"\nzone = "{known_zone.key}"\n', history)
    except OSError as error:
        raise HomeError(f"{path} cannot become a home: {error.strerror}; choose a folder you may write") from error
    return open_home(path)


def open_home(path: Path | str) -> Home:
    """The home at `path`.

    Raises HomeError for a folder that is no home, is half-created, was made by a newer version, or is
    damaged.
    """
    path = Path(path).absolute()
    try:
        said = tomllib.loads((path / "home.toml").read_text(encoding="utf-8"))
        return _understood(path, said)
    except (FileNotFoundError, NotADirectoryError):
        raise HomeError(_why_no_home(path)) from None
    except PermissionError:
        raise HomeError(f"{path} belongs to another account: use that one, or a home of your own") from None
    except (KeyError, ValueError) as error:  # tomllib's error is a ValueError
        raise HomeError(f"{path / 'home.toml'} is damaged ({error}): put it back from a backup") from error


def complete(home: Home) -> None:
    """Gives a home that an earlier version made the passwords of roles that are new since. Under start.lock."""
    folder = home.path / "secrets"
    for role in ROLES:
        if not (folder / f"{role}.password").exists():
            half = folder / f"{role}.password.half"
            disk.write(half, secrets.token_hex(32) + "\n")
            half.rename(folder / f"{role}.password")
            disk.sync(folder)


def make_secrets(folder: Path, names: Iterable[str]) -> None:
    """Makes a folder of new secrets, a file each; it has its name only once it is whole."""
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    for name in names:
        disk.write(half / name, secrets.token_hex(32) + "\n")
    disk.sync(half)
    half.rename(folder)
    disk.sync(folder.parent)


def _understood(path: Path, said: dict[str, object]) -> Home:
    if not isinstance(said["format"], int) or said["format"] > FORMAT:
        raise HomeError(
            f"{path} was made by a newer Seawall (format {said['format']}; this one reads up to {FORMAT}): "
            "use that version"
        )
    zone = _zone(str(said["zone"]), str(path / "home.toml"))
    return Home(path, str(uuid.UUID(str(said["id"]))), zone, said["history"] is True)


def _why_no_home(path: Path) -> str:
    half = path.is_dir() and bool(_HALF & _names(path))
    state = "is a half-created home: its making was interrupted" if half else "is not a home: it has no home.toml"
    return f"{path} {state}; `seawall init --home {path}` " + ("finishes it" if half else "makes one")


def _zone(name: str, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise HomeError(f"{where}: {name!r} is not a time zone; allowed are names like Asia/Shanghai or UTC") from None


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _refuse_unless_free(path: Path) -> None:
    present = _names(path)
    if "home.toml" in present:
        raise HomeError(f"{path} is a home already; use it, or choose another folder")
    if present - _HALF:
        first = min(present - _HALF)
        raise HomeError(f"{path} holds other things ({first}); a home needs an empty or a new folder")


def _write_secrets(path: Path) -> None:
    shutil.rmtree(path / "secrets", ignore_errors=True)  # an unsealed home has used none of them
    make_secrets(path / "secrets", [f"{role}.password" for role in ROLES] + [f"{key}.key" for key in KEYS])


def _seal(path: Path, settings: str, history: bool) -> None:
    disk.write(path / "home.toml.half", settings + f"history = {str(history).lower()}\n")
    disk.sync(path)  # the secrets have their name on disk before the seal has
    (path / "home.toml.half").rename(path / "home.toml")
    disk.sync(path)
