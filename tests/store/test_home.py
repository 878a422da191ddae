"""The home: made whole or not at all, opened or refused with a reason."""

import stat
import subprocess
import sys
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from seawall.store.home import KEYS, ROLES, HomeError, create, default_home, open_home


def test_a_home_opens_as_it_was_made(tmp_path: Path) -> None:
    made = create(tmp_path / "a home 高唐" / "inner", zone="Europe/Berlin", history=True)
    assert open_home(tmp_path / "a home 高唐" / "inner") == made
    assert (made.zone, made.history) == (ZoneInfo("Europe/Berlin"), True)
    assert create(tmp_path / "service").history is False


def test_every_home_has_secrets_of_its_own_that_only_its_account_reads(tmp_path: Path) -> None:
    one, other = create(tmp_path / "one"), create(tmp_path / "other")
    secrets = [home.password(role) for home in (one, other) for role in ROLES]
    secrets += [home.key(name).hex() for home in (one, other) for name in KEYS]
    assert len(set(secrets)) == 2 * (len(ROLES) + len(KEYS))
    assert {len(one.key(name)) for name in KEYS} == {32}
    for path in (one.path, one.path / "secrets"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (one.path / "secrets").iterdir()} == {0o600}


def test_a_home_may_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    assert create(tmp_path).path == tmp_path


def test_a_second_home_in_the_same_place_is_refused_and_the_first_unharmed(tmp_path: Path) -> None:
    home = create(tmp_path / "home")
    key = home.key("journal")
    with pytest.raises(HomeError, match="is a home already"):
        create(tmp_path / "home")
    assert open_home(home.path).key("journal") == key


def test_a_folder_with_other_things_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(HomeError, match=r"holds other things \(thesis.doc\)"):
        create(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_zone_nobody_knows_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    for zone in ("Asia/Gaotang", "", "../etc/passwd", "/etc/passwd"):
        with pytest.raises(HomeError, match="is not a time zone; allowed are names like Asia/Shanghai"):
            create(tmp_path / "home", zone=zone)
    assert not (tmp_path / "home").exists()


def test_a_file_where_the_home_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match="cannot become a home: "):
        create(tmp_path / "home")
    with pytest.raises(HomeError, match="is not a home"):
        open_home(tmp_path / "home")


def test_what_is_no_home_is_refused_with_the_way_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(HomeError, match=r"is not a home: it has no home.toml; `seawall init --home .*` makes one"):
            open_home(path)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('format = 2\nid = "x"\nzone = "UTC"\nhistory = false', r"made by a newer Seawall \(format 2; .* up to 1\)"),
        ("format = ", "is damaged"),
        ("format = 1", "is damaged"),
        ('format = 1\nid = "x"\nzone = "UTC"\nhistory = false', "is damaged"),
        (
            'format = 1\nid = "9f66aa1f-bd0f-4bd8-b949-890974bbb721"\nzone = "Mars/Base"\nhistory = false',
            "home.toml: 'Mars/Base' is not a time zone",
        ),
    ],
)
def test_a_home_that_cannot_be_understood_says_why(tmp_path: Path, settings: str, reason: str) -> None:
    create(tmp_path / "home")
    (tmp_path / "home" / "home.toml").write_text(settings)
    with pytest.raises(HomeError, match=reason):
        open_home(tmp_path / "home")


def test_a_lost_secret_is_named(tmp_path: Path) -> None:
    home = create(tmp_path / "home")
    (home.path / "secrets" / "journal.key").unlink()
    with pytest.raises(HomeError, match=r"journal.key cannot be read \(No such file or directory\)"):
        home.key("journal")


DIES = """
import os, sys
from seawall.store import home
left, fsync = int(sys.argv[2]), os.fsync
def dying(descriptor):
    global left
    left -= 1
    if left == 0:
        os._exit(9)
    fsync(descriptor)
os.fsync = dying
home.create(sys.argv[1])
"""


def test_a_making_killed_at_any_write_is_named_and_finished_by_the_next(tmp_path: Path) -> None:
    for writes in range(1, 100):
        path = tmp_path / f"home{writes}"
        if subprocess.run([sys.executable, "-c", DIES, path, str(writes)]).returncode == 0:  # noqa: S603
            break
        if not (path / "home.toml").exists():
            with pytest.raises(HomeError, match=r"is a half-created home: .* finishes it|has no home.toml"):
                open_home(path)
            create(path)
        assert {len(open_home(path).password(role)) for role in ROLES} == {64}
        assert {file.name for file in path.iterdir()} == {"home.toml", "secrets"}
    assert writes > len(ROLES) + len(KEYS)


def test_of_two_makings_at_once_one_wins(tmp_path: Path) -> None:
    refused: list[str] = []

    def make() -> None:
        try:
            create(tmp_path / "home")
        except HomeError as error:
            refused.append(str(error))

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(refused) == 3
    assert open_home(tmp_path / "home").key("row")


def test_the_default_home_is_the_user_s_own() -> None:
    assert default_home().name == "seawall"
