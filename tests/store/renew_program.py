"""What test_renewal.py kills: a program that renews the keys of a home.

Started as `python renew_program.py HOME EVENT NTH`: as it is about to do EVENT (as sys.addaudithook calls it; "batch":
names were put under the new key) for the NTH time on the home's secrets, it is killed.
"""

import os
import signal
import sys
from pathlib import Path

from seawall.desk import renewing
from seawall.store import rekey

rekey.BATCH = 10


def main(home: Path, event: str, nth: int) -> None:
    seen = 0

    def happened(what: str) -> None:
        nonlocal seen
        seen += what == event
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(what: str, arguments: tuple[object, ...]) -> None:
        if what == "subprocess.Popen" or "secrets" in str(arguments[:1]):
            happened(what)

    sys.addaudithook(audited)
    renewing.renew(home, lambda _: happened("batch"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
