"""What the pages about security say is held against the code: files and tests that are there, and whole inventories."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from seawall.desk.passwords import LEAST, MOST, WORDS
from seawall.store import accounts, home, journal, sessions

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "seawall").rglob("*.py"))
DOCS = ROOT / "docs" / "security"
ASVS = (DOCS / "asvs.md").read_text(encoding="utf-8")
INVENTORIES = (DOCS / "inventories.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in ASVS.splitlines()
    if line.startswith("| v5.0.0-")
]
HOLDS, NOT_OURS, OPEN = "holds", "n/a", "**open**"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock", "requirements-node.lock")


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def files(text: str) -> list[str]:
    """What of the quoted words of a text is a file's name: it has a folder or an ending, and is no address."""
    return [each for each in quoted(text) if re.fullmatch(r"[\w.-]+(/[\w.-]+)+|[\w-]+\.(py|md|toml|lock)", each)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_requirement_says_where_and_names_files_and_tests_that_are_there(row: list[str]) -> None:
    number, level, asks, state, where, tests = row
    assert re.fullmatch(r"v5\.0\.0-\d+\.\d+\.\d+", number)
    assert level in "123"
    assert state in (HOLDS, NOT_OURS, OPEN)
    assert asks
    assert where
    there = (ROOT / "src" / "seawall", ROOT)
    assert [name for name in files(where) if not any((each / name).exists() for each in there)] == []
    assert state != HOLDS or files(where) or "](" in where
    for each in quoted(tests):
        file, name = each.split("::")
        assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_every_requirement_of_levels_1_and_2_stands_there_once() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert Counter(row[1] for row in ROWS) == {"1": 70, "2": 183, "3": 41}  # as the standard counts 1 and 2
    chapters = Counter(int(row[0].split("-")[1].split(".")[0]) for row in ROWS)
    assert [chapters[nth] for nth in range(1, 18)] == [27, 11, 19, 10, 9, 47, 19, 13, 7, 36, 24, 9, 13, 13, 13, 17, 7]


def test_the_summary_counts_the_rows_and_lists_what_is_open() -> None:
    tried = sum(row[3] == HOLDS and bool(quoted(row[5])) for row in ROWS)
    state = Counter(row[3] for row in ROWS)
    assert (
        f"**{len(ROWS)} requirements: {tried} hold with a test, {state[HOLDS] - tried} hold by reading, "
        f"{state[NOT_OURS]} do not apply, {state[OPEN]} are open.**"
    ) in ASVS
    listed = ASVS.split("## Open, worst first")[1].split("\n## ")[0]
    assert set(re.findall(r"\d+\.\d+\.\d+", listed)) == {row[0].split("-")[1] for row in ROWS if row[3] == OPEN}


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda each: each.name)
def test_every_link_of_the_pages_leads_somewhere(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", said):
        file, _, heading = link.partition("#")
        if "://" in link:
            continue
        there = (page.parent / file).resolve()
        assert there.exists(), link
        heads = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
        assert not heading or heading in [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads], (
            link
        )


def test_every_file_of_the_inventories_is_there() -> None:
    there = (ROOT / "src" / "seawall", ROOT)
    named = [each for each in files(INVENTORIES) if not each.endswith((".roots", ".token", ".log"))]
    assert [name for name in named if not any((each / name).exists() for each in there)] == []


def test_words_that_count_for_nothing_in_a_password_are_documented() -> None:
    assert [word for word in WORDS if word not in INVENTORIES] == []
    assert f"A password has {LEAST} to {MOST} characters" in INVENTORIES


def test_the_times_of_a_session_are_the_documented_ones() -> None:
    assert (timedelta(minutes=30), timedelta(hours=12)) == (sessions.IDLE, sessions.WHOLE)
    assert "ends after 30 minutes without a request and after 12 hours in all" in INVENTORIES


def test_every_key_and_role_of_a_home_is_in_the_inventory() -> None:
    keys = INVENTORIES.split("\n## Keys")[1].split("\n## ")[0]
    assert [name for name in (*home.KEYS, *home.ROLES) if f"`{name}`" not in keys] == []
    assert [role for role in accounts.ROLES if role not in INVENTORIES] == []


def test_every_use_of_cryptography_is_in_the_inventory_and_of_a_kind_that_is_allowed() -> None:
    for file in SOURCES:
        said = file.read_text(encoding="utf-8")
        name = file.relative_to(ROOT / "src" / "seawall").as_posix()
        assert set(re.findall(r"\bhashlib\.(\w+)|from hashlib import (\w+)", said)) <= {
            ("sha256", ""), ("", "sha256"), ("file_digest", ""),
        }, name  # fmt: skip
        assert set(re.findall(r"\bsecrets\.(\w+)\(", said)) <= {"token_bytes", "token_hex", "token_urlsafe"}, name
        assert not re.search(r"^(import|from) random\b", said, re.MULTILINE), name
        if re.search(r"^(import|from) (hmac|cryptography|argon2|joserfc|webauthn|ssl|nacl)\b", said, re.MULTILINE):
            assert f"`{name}`" in INVENTORIES
        assert set(re.findall(r"\b(AES\w+|ChaCha\w+|Fernet|modes\.\w+)\(", said)) <= {"AESGCM", "AESSIV"}, name


def test_every_kind_of_entry_of_the_journal_is_in_the_inventory() -> None:
    assert f"kinds: {', '.join(journal.KINDS)};" in INVENTORIES


def test_every_file_that_logs_is_in_the_inventory() -> None:
    logs = INVENTORIES.split("\n## Logs")[1].split("\n## ")[0]
    there = [file for file in SOURCES if "getLogger(" in file.read_text(encoding="utf-8")]
    assert there
    assert [
        file.name for file in there if f"`{file.relative_to(ROOT / 'src' / 'seawall').as_posix()}`" not in logs
    ] == []


def test_every_library_is_pinned_by_version_and_hash() -> None:
    for name in LOCKS:
        parts = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
        assert [
            part[:60] for part in parts if not re.match(r"[\w.-]+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", part)
        ] == []
    assert '"integrity": "sha512-' in (ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")
    assert (ROOT / "Makefile").read_text(encoding="utf-8").count("install --require-hashes") == 3
