"""The account that runs the embedded server.

A server refuses to run as root, so root hands it to an unprivileged account. That account may be unable to walk to
the home (/root is closed to it), and opening a folder above is not ours to do: a program is started *inside* its folder
and told that the data are where it stands (docs/decisions/021).
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from seawall.store.home import Home
from seawall.tables.errors import SeawallError

MAJOR = "18"
"""The only version of PostgreSQL whose data this version of Seawall runs."""

_ACCOUNTS = ("seawall", "postgres", "nobody")  # the first that exists; one of its own is best
_HERE = Path("/proc/self/cwd")


class ServerError(SeawallError):
    """The database server cannot be had; the message says why and what would help."""


@dataclass(frozen=True)
class Account:
    """Who runs the server: root's stand-in, or simply ourselves (`switch` is false)."""

    uid: int
    gid: int
    switch: bool

    def run(self, command: list[str], folder: Path, hold: int, said: int, text: str = "", **environment: str) -> int:
        """Run a program inside `folder`, in a session of its own, its words going to `said`; its exit code.

        `hold` is a locked descriptor which the program and all its children keep open: while it is locked,
        somebody works on the data. Raises PermissionError when the account cannot run the program.
        """
        done = subprocess.run(  # noqa: S603 - programs of ours, arguments of ours
            command,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", **environment},
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
            umask=0o077,
            pass_fds=(hold,),
            input=text,
            stdout=said,
            stderr=said,
            text=True,
            start_new_session=True,  # a Ctrl-C at the terminal is not for the server
            check=False,
        )
        return done.returncode

    def own(self, path: Path) -> None:
        """Give `path`, and nothing above it, to the account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)


def account(home: Home) -> Account:
    """Who runs this home's server: the owner of its data; at first, ourselves or root's stand-in.

    Raises ServerError for data that belong to root, as a plain copy by root leaves them.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    data = home.path / "postgres"
    if data.exists() and data.stat().st_uid == 0:
        raise ServerError(
            f"{data} belongs to root, whom no database server runs under: give the folder and all in it to the account "
            "it had (`chown -R`), or copy a home with its owners (`cp -a`)"
        )
    if data.exists():
        return Account(data.stat().st_uid, data.stat().st_gid, switch=True)
    for name in _ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, switch=True)
    raise ServerError(f"root cannot run a database server itself: make an account, one of {', '.join(_ACCOUNTS)}")


def who() -> str:
    """The account the program runs under, whatever its environment says; its number where it has no name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"uid {os.geteuid()}"


def data_here(folder: Path) -> str:
    """How a program started inside `folder` names it: with no path to walk, where the system can say that."""
    return str(_HERE) if _HERE.exists() else str(folder)
