"""The desk: the only shell. It reads facts, calls flow, writes proposals, takes signatures and tells."""

from seawall.desk.asking import at, replay
from seawall.desk.importing import import_files
from seawall.desk.opening import Desk, init, instant, opened, stop, verify
from seawall.desk.planning import Made, make, plan, write
from seawall.desk.signing import Signed, sign

__all__ = [
    "Desk", "Made", "Signed", "at", "import_files", "init", "instant", "make", "opened", "plan", "replay", "sign",
    "stop", "verify", "write",
]  # fmt: skip
