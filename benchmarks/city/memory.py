"""What a program takes of the machine's memory."""

import resource
from pathlib import Path


def pages() -> int:
    """How often this program had to wait for a page of a file."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_majflt


def peak() -> int:
    """The most memory this program had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def anonymous() -> int:
    """The memory this program has now that is no file's, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))
