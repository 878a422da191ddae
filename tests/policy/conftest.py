"""Small policy files for tests, written as a person would."""

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a policy file: its id, its rules as TOML, and further lines of its head. Returns the path."""

    def _write(name: str, rules: str, head: str = "", level: str = "nation", pathogen: str = "any") -> Path:
        path = tmp_path / f"{name}.toml"
        path.write_text(
            'schema = "seawall-policy/1"\n[policy]\n'
            f'id = "{name}"\ntitle = {{ zh = "规则", en = "Rules" }}\npathogen = "{pathogen}"\n'
            f'jurisdiction = "CN"\nlevel = "{level}"\n{head}\n{rules}\n',
            encoding="utf-8",
        )
        return path

    return _write
