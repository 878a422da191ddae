"""New passwords and keys for a home: in secrets/next until everything is under them, then in place of the old ones.

While that folder is there a renewal is under way, and whoever opens the home goes on with it, where it was killed too:

1. who starts the server gives the roles the new passwords first, and ends their sessions (embedded.py, external.py):
   whoever had the home open before is shut out by that, so nobody writes under an old key any more
2. who opens the home puts the names under the new keys (rekey.py); an entry of the journal under a root that the old
   key signs names the new one; then the new ones take the place of the old ones, which are overwritten

Each step may be done again: what a role, a row or a file has already is given to it once more.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from seawall import disk
from seawall.lock import locked
from seawall.store import journal, rekey, seal
from seawall.store.account import ServerError
from seawall.store.cipher import mark
from seawall.store.database import transaction
from seawall.store.home import ROLES, Home, make_secrets
from seawall.store.rekey import Counted
from seawall.store.server import Server

DAYS = 90
"""Passwords and keys are renewed after as many days at the latest."""
Told = Callable[[int], None]
NEXT = "secrets/next"
"""The folder of a home in which new secrets wait."""

NAMES = ("register.key", "blind.key")
"""While both are in NEXT, names may be under the old ones."""
KEYS = (*NAMES, "journal.key")
"""The keys that are renewed."""
GONE = ".gone"


def under_way(home: Home) -> bool:
    """Whether a renewal was begun and is not done."""
    return (home.path / NEXT).exists()


def begin(home: Home) -> None:
    """Makes the new secrets; from here on the renewal is under way."""
    make_secrets(home.path / NEXT, [*(f"{role}.password" for role in ROLES), *KEYS])


def passwords(home: Home) -> dict[str, str]:
    """The new passwords of roles, as long as the server may not know them."""
    return {role: coming(home).password(role) for role in ROLES if (home.path / NEXT / f"{role}.password").exists()}


def take_passwords(home: Home) -> None:
    """Puts them in place of the old ones: the server knows them."""
    _take(home, [f"{role}.password" for role in passwords(home)])


def last(home: Home) -> datetime:
    """When the home's passwords were made, or renewed last."""
    made = min((home.path / "secrets" / f"{role}.password").stat().st_mtime for role in ROLES)
    return datetime.fromtimestamp(made, UTC)


def coming(home: Home) -> Home:
    """The home as it is to be: its secrets are the new ones."""
    return replace(home, kept=NEXT)


def finish(server: Server, home: Home, by: str, told: Told = lambda _: None) -> Counted | None:
    """Does what is left of a renewal; None: none is under way. `told` hears how many rows were looked at so far.

    Others who open the home wait meanwhile. Raises ServerError, also for a renewal that was begun after the server was
    started, for its roles have the old passwords still; then the next to open the home goes on.
    """
    if not under_way(home):
        return None
    with locked(home.path / "start.lock"):
        if not under_way(home):
            return None
        if passwords(home):
            raise ServerError(f"new passwords for {home.path} were made while it was being opened: open it again")
        if all((home.path / NEXT / name).exists() for name in NAMES):
            rekey.rekey(server, home, coming(home), lambda: _settle(server, home, by), told)
        _take(home, KEYS)  # of a run that was killed between the two
        _destroy(home)
        seal.seal(server, home, datetime.now(UTC))
        return rekey.counted(server, home)


def _settle(server: Server, home: Home, by: str) -> None:
    """All that can be read is under the new keys, and nobody adds a name meanwhile, nor signs a root."""
    with locked(home.path / f"{seal.ROOTS}.lock"):
        seal.retire(home, _note(server, home, by) + 1)
        _take(home, KEYS)


def _take(home: Home, names: Iterable[str]) -> None:
    """Puts new secrets in place of the old ones, which wait beside them to be destroyed."""
    folder = home.path / NEXT
    for file in [folder / name for name in names if (folder / name).exists()]:
        old, gone = home.path / "secrets" / file.name, file.with_name(f"{file.name}{GONE}")
        gone.unlink(missing_ok=True)
        os.link(old, gone)
        file.rename(old)
    disk.sync(home.path / "secrets")


def _destroy(home: Home) -> None:
    """Overwrites the old secrets, and ends the renewal."""
    for gone in (home.path / NEXT).iterdir():
        disk.overwrite(gone)
    shutil.rmtree(home.path / NEXT)
    disk.sync(home.path / "secrets")


def _note(server: Server, home: Home, by: str) -> int:
    """The journal's entry, once however often this is done again, and its place. It names the key that signs roots from
    here on, and the root over it is the last that the key before signs."""
    new, now = coming(home), datetime.now(UTC)
    which = mark(new.key("register")).hex()
    with transaction(server, "owner") as connection:
        place = connection.scalar(_NOTED, {"which": which})
        if place is None:
            keys = {"journal": seal.public_key(new), "before": seal.public_key(home)}
            told = {"passwords": len(ROLES), "keys": len(KEYS), "mark": which, **keys}
            body = told | rekey.counted(server, new)._asdict()
            place = journal.append(connection, "key", by, "renew", "home", body, now)
            seal.sign(connection, home, now)
        return int(place)


_NOTED = text("SELECT index FROM journal.entries WHERE kind = 'key' AND body::json ->> 'mark' = :which")
