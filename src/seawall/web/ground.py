"""What lies under the map, where somebody named it: a style by its address, or tiles in one PMTiles file."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from seawall.tables.errors import SeawallError

HEAD = b"PMTiles\x03"
LOCAL = "/map/ground.pmtiles"
"""Where a file of this machine is served."""


class GroundError(SeawallError):
    """No map can lie under ours so; the message says what would do."""


class Ground(NamedTuple):
    """`style`: the address of a style. `pmtiles`: that of a PMTiles file; of this machine's own it is LOCAL.

    `origin`: the only host beside ours that the map then asks; "": none. `file`: what is served at LOCAL.
    """

    style: str = ""
    pmtiles: str = ""
    origin: str = ""
    file: Path | None = None

    def data(self) -> dict[str, str]:
        """What the page tells its island."""
        return {name: value for name, value in (("style", self.style), ("pmtiles", self.pmtiles)) if value}


NOTHING = Ground()
"""The map draws what the tables know, and nothing under it."""


def ground(style: str | None, pmtiles: str | None) -> Ground:
    """The ground that was named; nothing where none was. Raises GroundError."""
    if style and pmtiles:
        raise GroundError("--map-style and --pmtiles are two grounds; name one of them")
    if style:
        return Ground(style=style, origin=_origin("--map-style", style))
    if pmtiles and "://" in pmtiles:
        return Ground(pmtiles=pmtiles, origin=_origin("--pmtiles", pmtiles))
    return NOTHING if not pmtiles else Ground(pmtiles=LOCAL, file=_file(Path(pmtiles)))


def _origin(option: str, address: str) -> str:
    """Scheme, host and port: what stands in the policy of the page, and so must be nothing else."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("http", "https") or not host or not host.replace("-", "").replace(".", "").isalnum():
        raise GroundError(f"{option} {address}: allowed is http://HOST/… or https://HOST/…")
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _file(path: Path) -> Path:
    try:
        with path.open("rb") as file:
            head = file.read(len(HEAD))
    except OSError as error:
        raise GroundError(f"--pmtiles {path} cannot be read: {error.strerror}") from error
    if head != HEAD:
        raise GroundError(f"--pmtiles {path} is no PMTiles file of version 3")
    return path.resolve()
