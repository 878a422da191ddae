"""What plans, papers, stays and secrets are written with."""

from pathlib import Path

from seawall.disk import keep, overwrite, write


def test_a_file_is_its_owner_s_alone_whether_it_was_there_or_not(tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("a longer text than the new one")
    old.chmod(0o644)
    for file in (old, new):
        keep(file, [b"a", memoryview(b"b")])
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.read_bytes() == b"ab"


def test_what_is_overwritten_is_gone_for_whoever_has_the_file_by_another_name(tmp_path: Path) -> None:
    file, other = tmp_path / "a.key", tmp_path / "b.key"
    write(file, "0123")
    other.hardlink_to(file)
    overwrite(file)
    assert other.read_bytes() == bytes(4)
