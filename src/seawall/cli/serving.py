"""The desk's pages, for a browser."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal, TypeVar

import typer

from seawall.cli.program import Home, app
from seawall.cli.saying import say
from seawall.web.ground import Ground, ground

T = TypeVar("T")
Doors = tuple[tuple[str, ...], str | None, str | None, Path | None, tuple[str, ...], timedelta | None]
"""Host names, and an OIDC provider's issuer, client id, file of the secret, and how strong a sign-in there is, and how
long ago at most."""
FIRST_DAY = "2022-01-23T16:00"
"""Up to when the drill is played: by then 87 close and 161 secondary contacts are known, and wait to be signed."""


@app.command()
def serve(
    home: Home = None,
    host: Annotated[str, typer.Option(help="Beyond this machine with --tls-cert and --tls-key alone.")] = "localhost",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 8080,
    tls_cert: Annotated[Path | None, typer.Option(help="A certificate in PEM, for phones and other machines.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key.")] = None,
    host_name: Annotated[
        list[str] | None, typer.Option(help="A name at which pages are opened, and no other; may be repeated.")
    ] = None,
    oidc_issuer: Annotated[
        str | None, typer.Option(help="Officers sign in at this OpenID Connect provider too.")
    ] = None,
    oidc_client_id: Annotated[str | None, typer.Option(help="What these pages are called there.")] = None,
    oidc_secret: Annotated[
        Path | None, typer.Option(help="A file of mode 0600 with the client's secret; else SEAWALL_OIDC_SECRET has it.")
    ] = None,
    oidc_acr: Annotated[
        list[str] | None,
        typer.Option(help="How strongly one signs in there, in its words (claim acr); several: any of them."),
    ] = None,
    oidc_max_age: Annotated[
        int | None, typer.Option(min=1, help="How many minutes ago one signed in there at most (claim auth_time).")
    ] = None,
    log_to: Annotated[
        str | None, typer.Option(help="The log and the journal's roots go to this syslog host too: tls://HOST:6514.")
    ] = None,
    log_ca: Annotated[
        Path | None, typer.Option(help="Who signed its certificate, in PEM; else whom this machine trusts.")
    ] = None,
    log_cert: Annotated[
        Path | None, typer.Option(help="Our certificate and its key, in one file in PEM, where it asks for one.")
    ] = None,
    map_style: Annotated[str | None, typer.Option(help="The address of a style for what lies under the map.")] = None,
    pmtiles: Annotated[str | None, typer.Option(help="A PMTiles file to lie under the map, or its address.")] = None,
    drill: Annotated[
        Literal["gaotang-2022"] | None,
        typer.Option(help="Play this drill first, up to what waits to be signed; without --home nothing of it stays."),
    ] = None,
) -> None:
    """Serve the desk's pages to a browser until Ctrl-C: the situation, and the plan with its reasons, to be signed."""
    address = f"{'https' if tls_cert else 'http'}://{host}:{port}"
    max_age = None if oidc_max_age is None else timedelta(minutes=oidc_max_age)
    doors = (tuple(host_name or ()), oidc_issuer, oidc_client_id, oidc_secret, tuple(oidc_acr or ()), max_age)
    under, log = ground(map_style, pmtiles), (log_to, log_ca, log_cert)
    serves = partial(
        _serve, address=address, host=host, port=port, cert=tls_cert, key=tls_key, doors=doors, under=under, log=log
    )
    if drill is None:
        serves(home)
        return
    say(f"{drill}: the facts come in as they were learned, and what they ask for is signed, up to {FIRST_DAY}")
    with TemporaryDirectory(prefix="seawall-") as folder:
        played = home or Path(folder) / "home"
        try:
            for each in _apart(_staged, played):
                say(f"    {each}")
            serves(played)
        finally:
            if home is None and (played / "home.toml").exists():
                _apart(_stopped, played)


def _serve(
    home: Path | None,
    address: str,
    host: str,
    port: int,
    cert: Path | None,
    key: Path | None,
    doors: Doors,
    under: Ground,
    log: tuple[str | None, Path | None, Path | None],
) -> None:
    from seawall.web import serving

    def ready() -> None:
        say(f"{address}   (Ctrl-C ends it)")

    serving.serve(home, host, port, cert, key, serving.Doors(*doors), under, ready, serving.Log(*log))


def _apart(work: Callable[[Path], T], home: Path) -> T:
    """Does it in a process of its own: what serves is forked from this one, in which Polars must not have run."""
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        return apart.submit(work, home).result()


def _staged(home: Path) -> list[str]:
    """Plays the drill, and gives its officers accounts, good in this home alone; what is to be said of them."""
    from io import StringIO

    from rich.console import Console

    from seawall.drill import gaotang

    gaotang.play(home, None, Console(file=StringIO()), FIRST_DAY)
    given = gaotang.accounts(home)
    return [f"{who.officer} ({who.role}, {who.organisation}), break-glass password: {key}" for who, key in given]


def _stopped(home: Path) -> None:
    from seawall.desk import opening

    opening.stop(home)
