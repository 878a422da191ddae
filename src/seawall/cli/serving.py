"""The desk's pages, for a browser."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer

from seawall.cli.program import Home, app
from seawall.cli.saying import say

FIRST_DAY = "2022-01-23T16:00"
"""Up to when the drill is played: by then 87 close and 161 secondary contacts are known, and wait to be signed."""


@app.command()
def serve(
    home: Home = None,
    host: Annotated[str, typer.Option(help="Beyond this machine with --tls-cert and --tls-key alone.")] = "localhost",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 8080,
    tls_cert: Annotated[Path | None, typer.Option(help="A certificate in PEM, for phones and other machines.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key.")] = None,
    drill: Annotated[
        Literal["gaotang-2022"] | None,
        typer.Option(help="Play this drill first, up to what waits to be signed; without --home nothing of it stays."),
    ] = None,
) -> None:
    """Serve the desk's pages to a browser until Ctrl-C: the situation, and the plan with its reasons, to be signed."""
    address = f"{'https' if tls_cert else 'http'}://{host}:{port}"
    if drill is None:
        _serve(home, address, host, port, tls_cert, tls_key)
        return
    with TemporaryDirectory(prefix="seawall-") as folder:
        played = home or Path(folder) / "home"
        try:
            _drilled(played, drill)
            _serve(played, address, host, port, tls_cert, tls_key)
        finally:
            if home is None:
                _run("stop", "--home", str(played))


def _serve(home: Path | None, address: str, host: str, port: int, cert: Path | None, key: Path | None) -> None:
    from seawall.web import serving

    say(f"{address}   (Ctrl-C ends it)")
    serving.serve(home, host, port, cert, key)


def _drilled(home: Path, drill: str) -> None:
    """Plays it, and gives its officers accounts that are good in this home alone.

    In processes of their own: what serves is forked from this one, in which Polars must not have run.
    """
    say(f"{drill}: the facts come in as they were learned, and what they ask for is signed, up to {FIRST_DAY}")
    _run("drill", drill, "--home", str(home), "--until", FIRST_DAY, quiet=True)


def _run(*words: str, quiet: bool = False) -> None:
    """A command of ours. Ends this one with its exit code where it fails: it has said why."""
    out = subprocess.DEVNULL if quiet else None
    code = subprocess.run([sys.executable, "-m", "seawall.cli", *words], stdout=out, check=False).returncode  # noqa: S603
    if code:
        raise typer.Exit(code)
