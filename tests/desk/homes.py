"""Homes and disks that a test may break: a home of its own, and a disk so small that it is soon full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seawall.store import embedded
from seawall.store.database import migrate
from seawall.store.home import Home, create


@contextmanager
def running(path: Path) -> Iterator[Home]:
    """A new home, whose server runs as it does in service."""
    home = create(path)
    migrate(embedded.start(home), home)
    yield home
    embedded.stop(home)


@contextmanager
def disk(folder: Path, mebibytes: int, mode: int) -> Iterator[Path]:
    """A folder that is a disk of its own; the test is skipped where nobody may make one."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk; run as root")
    folder.mkdir(mode=mode)
    mount = ["/bin/mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode={mode:04o}", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603 - our own words
        pytest.skip("this machine lets nobody mount; a container needs CAP_SYS_ADMIN")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)  # noqa: S603
