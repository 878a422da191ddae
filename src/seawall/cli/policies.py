"""The rules: listed, shown, compared, checked."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seawall.cli.program import Language, app

policies = typer.Typer(help="The rules: dated data with unit, source and confidence.", no_args_is_help=True)
app.add_typer(policies, name="policy")


@policies.command("list")
def policy_list(lang: Language = None) -> None:
    """Every policy, what it extends, when it holds and how far it can be trusted."""
    from seawall import policy
    from seawall.tell import policy as told
    from seawall.tell import terminal

    Console().print(told.listed(policy.every(), terminal.language(lang)))


@policies.command("show")
def policy_show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A policy's id or file.")], lang: Language = None
) -> None:
    """Each rule of a policy with its value, unit, source and confidence."""
    from seawall import policy
    from seawall.tell import policy as told
    from seawall.tell import terminal

    Console().print(told.shown(policy.load(id_), terminal.language(lang)))


@policies.command("diff")
def policy_diff(a: str, b: str, lang: Language = None) -> None:
    """What changes from policy A to policy B: + added, ~ changed, - dropped."""
    from seawall import policy
    from seawall.tell import policy as told
    from seawall.tell import terminal

    Console().print(told.differences(policy.load(a), policy.load(b), terminal.language(lang)))


@policies.command("check")
def policy_check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; default: all packaged.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse rules from memory and rules whose sources disagree.")
    ] = False,
) -> None:
    """Check policy files: every fault with its file, key and remedy."""
    from seawall import policy
    from seawall.tell import policy as told

    findings = policy.check(paths or [], strict=strict)
    Console().print(told.findings(findings))
    raise typer.Exit(1 if findings else 0)
