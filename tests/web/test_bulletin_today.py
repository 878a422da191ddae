"""The bulletin of a home of today: drafts of two moments, and a city that wants two signatures under each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seawall.desk import planning
from seawall.desk.opening import Desk
from tests.desk.cities import city
from tests.web.browsers import browser, signed_in
from tests.web.journals import journal
from tests.web.test_bulletin import NUMBER, form, text

OVERLAY = """schema = "seawall-policy/1"
[policy]
id = "two-for-bulletins"
title = { zh = "通报须两人签署", en = "Two sign a bulletin" }
pathogen = "SARS-CoV-2"
jurisdiction = "CN"
level = "city"

[rules."order.signatures"]
value = { observation = 1, isolation = 1, publication = 2, release = 1, seal = 2, bulk = 2, night_transfer = 2, long_transfer = 2, override = 2, reidentify = 2, export = 2, open_stays = 2, area_query = 2 }
unit = "signatures"
source = ["seawall-trust"]
confidence = "house"
"""  # noqa: E501 - one table of TOML


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with city(tmp_path) as found:
        yield found


def test_of_drafts_of_two_moments_one_is_published_and_the_other_is_told(desk: Desk) -> None:
    with (
        signed_in(desk, "fang", "press_officer") as fang,
        signed_in(desk, "song", "press_officer", house="cdc") as song,
        browser(desk) as public,
    ):
        earlier = planning.make(desk, datetime.now(UTC), "I")
        first = form(fang.get("/bulletin").text)
        assert first["digest"] != earlier.document.digest
        assert fang.send_form("/bulletin/publish", **first).status_code == 303
        hers = {
            **first, "organisation": "cdc", "at": earlier.plan.now.isoformat(), "digest": earlier.document.digest,
            "batch": str(earlier.read.facts), "checkins": str(earlier.read.checkins),
        }  # fmt: skip
        late = song.send_form("/bulletin/publish", **hers)
        assert late.status_code == 409
        assert "facts or orders recorded since this plan was made change 1 of its 1 rows" in text(late.text)
        assert len(NUMBER.findall(public.get("/public").text)) == 1


def test_where_two_must_sign_nothing_is_public_before_the_second_of_another_organisation(desk: Desk) -> None:
    folder = desk.home.path / "policies" / "covid19-cn-9"
    folder.mkdir(parents=True)
    (folder / "two-for-bulletins.toml").write_text(OVERLAY, encoding="utf-8")
    with (
        signed_in(desk, "fang", "press_officer") as fang,
        signed_in(desk, "song", "press_officer", house="cdc") as song,
        browser(desk) as public,
    ):
        assert "No bulletin has been published yet." in public.get("/public").text
        first = form(fang.get("/bulletin").text)
        assert fang.send_form("/bulletin/publish", **first).status_code == 303
        assert "You have signed. It waits for another officer of another organisation." in fang.get("/bulletin").text
        assert journal(desk, "issue") == []
        assert "No bulletin has been published yet." in public.get("/public").text
        second = form(song.get("/bulletin").text)
        assert second["digest"] == first["digest"]  # the same draft, though time went on and a signature came in
        assert song.send_form("/bulletin/publish", **second).status_code == 303
        (issue,) = journal(desk, "issue")
        assert (issue.actor, issue.purpose) == ("song", "publish")
        assert NUMBER.findall(public.get("/public").text) == [issue.subject]
        fields = form(fang.get("/bulletin", params={"correct": issue.subject}).text, "/bulletin/correct")
        alone = fang.send_form("/bulletin/correct", **fields, number=issue.subject, reason="entry")
        assert alone.status_code == 409
        assert "this bulletin took 2 signatures and a notice takes one" in alone.text
