"""What every test may ask for."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data that stands beside a development checkout; a test that needs it skips without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the real data are not beside this checkout ({SHARED}); see docs/data.md")
    return SHARED
