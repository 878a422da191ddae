"""What lies under the map: which there may be, how it is served, and what the policy of the page then allows."""

from pathlib import Path

import pytest

from seawall.desk.opening import Desk
from seawall.web.app import application
from seawall.web.ground import LOCAL, NOTHING, Ground, GroundError, ground
from tests.web.browsers import Browser, signed_in
from tests.web.tiled import world

STYLE = "https://tiles.example:8443/quiet/style.json"


def under(desk: Desk, name: str, ground_: Ground) -> Browser:
    """A browser in which an officer signed in, at pages with this ground."""
    known = signed_in(desk, name, "commander")
    found = Browser(application(desk, under=ground_))
    found.cookies.update(known.cookies)
    return found


def test_a_ground_is_a_style_an_address_or_a_file_and_one_of_them(tmp_path: Path) -> None:
    file = world(tmp_path / "world.pmtiles", (200, 30, 30))
    assert ground(None, None) == NOTHING
    assert ground(STYLE, None) == Ground(style=STYLE, origin="https://tiles.example:8443")
    assert ground(None, str(file)) == Ground(pmtiles=LOCAL, file=file)
    with pytest.raises(GroundError, match="name one of them"):
        ground(STYLE, str(file))


@pytest.mark.parametrize("address", ["ftp://tiles.example/a", "https:///style.json", "https://a;b/x", "https://a b/x"])
def test_an_address_that_would_widen_the_policy_is_refused(address: str) -> None:
    with pytest.raises(GroundError, match="allowed is"):
        ground(address, None)


def test_a_file_that_is_none_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.pmtiles"
    other.write_text("tiles", encoding="utf-8")
    with pytest.raises(GroundError, match="no PMTiles file of version 3"):
        ground(None, str(other))
    with pytest.raises(GroundError, match="cannot be read"):
        ground(None, str(tmp_path / "none"))


def test_a_named_host_is_allowed_on_the_map_and_for_its_worker_and_nowhere_else(desk: Desk) -> None:
    with under(desk, "officer-1", ground(STYLE, None)) as officer:
        asked = ("/map", "/static/built/maplibre-gl-worker-1.mjs", "/situation", "/map/layers", "/mapping")
        said = {path: officer.get(path).headers["content-security-policy"] for path in asked}
    there = {path for path, policy in said.items() if "https://tiles.example:8443" in policy}
    assert there == {"/map", "/static/built/maplibre-gl-worker-1.mjs"}
    assert "connect-src 'self' https://tiles.example:8443;" in said["/map"]
    assert "script-src 'self';" in said["/map"]


def test_a_file_is_served_in_the_pieces_that_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = world(tmp_path / "world.pmtiles", (200, 30, 30))
    whole = file.read_bytes()
    with under(desk, "officer-1", ground(None, str(file))) as officer:
        piece = officer.get(LOCAL, headers={"Range": "bytes=0-126"})
        assert (piece.status_code, piece.content) == (206, whole[:127])
        assert piece.headers["content-range"] == f"bytes 0-126/{len(whole)}"
        last = officer.get(LOCAL, headers={"Range": "bytes=127-999999999"})
        assert last.content == whole[127:]
        for asked in ("bytes=999999999-999999999", "bytes=5-1", "bytes=0-1,3-4", ""):
            assert officer.get(LOCAL, headers={"Range": asked}).status_code == 416
    with signed_in(desk, "clerk-1", "clerk") as clerk:
        assert clerk.get(LOCAL, headers={"Range": "bytes=0-126"}).status_code == 403
    with under(desk, "officer-2", NOTHING) as officer:
        assert officer.get(LOCAL, headers={"Range": "bytes=0-126"}).status_code == 404
