"""Programs that are killed, and servers: what test_record_kill.py and test_presence_kill.py do to theirs."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from seawall.store.home import Home

ROOT = Path(__file__).parents[2]


class Program:
    """A running program, which says a word and a number a line, and what all of them so far have said."""

    def __init__(self, name: str, home: Home, said: set[tuple[str, int]]) -> None:
        first = max((n for _, n in said), default=-1) + 1
        self.said = said
        self.running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", f"tests.desk.{name}", str(home.path), str(first)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self.hearing = Thread(target=self._hear, daemon=True)
        self.hearing.start()

    def _hear(self) -> None:
        assert self.running.stdout is not None
        for line in self.running.stdout:
            if line.endswith("\n"):  # or the kill cut it short
                what, n = line.split()
                self.said.add((what, int(n)))

    def goes_on(self, more: int = 20) -> None:
        """Waits until it has said some more."""
        before, deadline = len(self.said), time.monotonic() + 120
        while len(self.said) < before + more:
            assert self.running.poll() is None, "the program ended by itself"
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()
        self.hearing.join()


def head(home: Home) -> int:
    return int((home.path / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def kill_the_head(home: Home) -> None:
    """It may be down already."""
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(head(home), signal.SIGKILL)


def kill_one_of_the_server(home: Home, chance: random.Random) -> None:
    """A process of the server that is not its head: a connection's, the one that writes the log, ...

    The head then ends all others and starts them again.
    """
    with suppress(ProcessLookupError, FileNotFoundError, IndexError):
        children = Path(f"/proc/{head(home)}/task/{head(home)}/children").read_text().split()
        os.kill(int(chance.choice(children)), signal.SIGKILL)
