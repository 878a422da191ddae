"""The command line. It imports Typer and Rich only, the rest inside its commands, so that --help answers at once."""

from seawall.cli import accounts, checkins, drills, homes, keys, names, plans, policies, serving, stays, traces, watch
from seawall.cli.program import app, main

__all__ = [
    "accounts",
    "app",
    "checkins",
    "drills",
    "homes",
    "keys",
    "main",
    "names",
    "plans",
    "policies",
    "serving",
    "stays",
    "traces",
    "watch",
]
