"""The desk's pages, for a browser."""

from pathlib import Path
from typing import Annotated

import typer

from seawall.cli.program import Home, app
from seawall.cli.saying import say


@app.command()
def serve(
    home: Home = None,
    host: Annotated[str, typer.Option(help="Beyond this machine with --tls-cert and --tls-key alone.")] = "localhost",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 8080,
    tls_cert: Annotated[Path | None, typer.Option(help="A certificate in PEM, for phones and other machines.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key.")] = None,
) -> None:
    """Serve the desk's pages to a browser until Ctrl-C: the situation, and the plan with its reasons, to be signed."""
    from seawall.web import serving

    say(f"{'https' if tls_cert else 'http'}://{host}:{port}   (Ctrl-C ends it)")
    serving.serve(home, host, port, tls_cert, tls_key)
