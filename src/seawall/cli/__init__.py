"""The command line. It imports Typer and Rich only, the rest inside its commands, so that --help answers at once."""

from seawall.cli import checkins, drills, homes, plans, policies, stays, traces, watch
from seawall.cli.program import app, main

__all__ = ["app", "checkins", "drills", "homes", "main", "plans", "policies", "stays", "traces", "watch"]
