"""What a user can type is described, else red."""

from pathlib import Path

import pytest
import typer

from seawall.cli import app

DOCS = Path(__file__).resolve().parents[1] / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")


def commands(group: object, path: str = "seawall") -> list[tuple[str, list[str]]]:
    """Every command's path and the long names of its options, read from the application itself."""
    found = []
    for name, command in getattr(group, "commands", {}).items():
        if getattr(command, "commands", None):
            found += commands(command, f"{path} {name}")
            continue
        options = [option for each in command.params for option in each.opts if option.startswith("--")]
        found.append((f"{path} {name}", [option for option in options if option != "--help"]))
    return found


EVERY = commands(typer.main.get_command(app))


def test_the_application_has_the_commands_of_the_issue() -> None:
    assert {path for path, _ in EVERY} >= {
        *(f"seawall {name}" for name in ("init", "import", "plan", "sign", "orders", "clock", "replay", "stop")),
        *(f"seawall policy {name}" for name in ("list", "show", "diff", "check")),
        "seawall journal verify", "seawall drill gaotang-2022", "seawall drill hagelloch",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "options"), EVERY, ids=[path for path, _ in EVERY])
def test_each_command_and_option_is_described(path: str, options: list[str]) -> None:
    assert f"`{path}`" in COMMANDS
    assert [option for option in options if option not in COMMANDS] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_file_a_page_links_to_is_there(readme: str) -> None:
    page = DOCS.parent / readme
    links = [part.split(")")[0] for part in page.read_text(encoding="utf-8").split("](")[1:]]
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []
