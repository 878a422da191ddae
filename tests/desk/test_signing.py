"""Signing at a desk of today: what is in force already is not ordered a second time."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from seawall.desk import planning, signing
from seawall.desk.incidents import incidents
from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.desk.signing import Signer, SigningError
from seawall.store import facts, orders, reading
from tests.desk.cities import city
from tests.web.played import played

NIGHT = datetime(2022, 1, 22, 17, 30, tzinfo=UTC)
ON_DUTY = (
    Signer("officer-1", "commander", "county-headquarters"), Signer("officer-2", "epidemiologist", "county-cdc")
)  # fmt: skip
LI, WANG = Signer("li", "commander", "hq"), Signer("wang", "epidemiologist", "cdc")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with city(tmp_path_factory.mktemp("signing")) as found:
        yield found


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Desk]:
    """A desk at which nobody signed yet."""
    with city(tmp_path) as found:
        yield found


def test_a_plan_of_a_time_before_a_signature_does_not_order_the_same_again(desk: Desk) -> None:
    at = datetime.now(UTC)
    first = planning.make(desk, at, "I")
    done = signing.sign_made(desk, first, first.document.digest, LI)
    assert done.in_force == first.plan.differences.height
    late = planning.make(desk, at, "I")  # its time is that of the first: it does not know the orders yet
    assert late.plan.differences.height == first.plan.differences.height
    before = reading.columns(desk.server, "orders", ("order",)).height
    with pytest.raises(SigningError, match="recorded since this plan was made change"):
        signing.sign_made(desk, late, late.document.digest, WANG)
    assert reading.columns(desk.server, "orders", ("order",)).height == before


def test_a_signed_plan_is_made_again_from_what_the_journal_says(desk: Desk) -> None:
    plan = reading.columns(desk.server, "orders", ("plan",))["plan"][0]
    (signature,) = orders.signatures(desk.server, plan)
    assert (signature.officer, signature.role, signature.organisation) == ("li", "commander", "hq")
    assert signature.made_from is not None
    assert signing.again(desk, signature.made_from).document.digest == plan
    assert orders.waiting(desk.server, "I", datetime.now(UTC)) is None
    found = orders.given(desk.server, pl.Series(sorted(signature.orders)))
    assert found["given"].to_list() == [1] * len(signature.orders)


def test_a_digest_of_another_plan_is_not_signed(desk: Desk) -> None:
    made = planning.make(desk, datetime.now(UTC), "I")
    with pytest.raises(SigningError, match="does not come out"):
        signing.sign_made(desk, made, "0" * 64, WANG)


def test_the_rest_of_a_plan_is_signed_without_making_it_again_and_is_what_a_new_plan_proposes(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with played(tmp_path_factory.mktemp("rest"), "2022-01-23T01:30") as night:
        facts_then, _ = planning.facts_at(night, NIGHT)
        (incident,) = incidents(facts_then).handled
        made = planning.make(night, NIGHT, incident)
        verbs = made.plan.differences["verb"].unique(maintain_order=True).to_list()
        assert len(verbs) > 2
        for nth, verb in enumerate(verbs, start=1):
            with monkeypatch.context() as patch:
                patch.setattr(signing, "make", _never)
                for who in ON_DUTY:
                    if who is ON_DUTY[0] or _waits(made, verb):
                        signing.sign_made(night, made, made.digest, who, [verb])
            rest = signing.of_verbs(made, verbs[nth:])
            latest = planning.make(night, NIGHT, incident).plan.differences
            assert signing.changed(rest, latest, pl.Series([], dtype=pl.String), signing.as_orders(rest, "")) == 0
            assert latest.filter(pl.col("verb").is_in(verbs[:nth])).is_empty()


def test_facts_that_came_since_still_have_the_plan_made_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = planning.make(desk, datetime.now(UTC), "I")
    facts.append(desk.server, desk.home, "persons", pl.DataFrame({"person": ["new"]}), "li", f"plan {made.digest}")
    monkeypatch.setattr(signing, "make", _never)
    with pytest.raises(AssertionError, match="made again"):
        signing.sign_made(desk, made, made.digest, WANG)


def test_a_plan_is_held_against_the_one_that_stands_though_a_fact_came_in_since(
    new: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planning.make(new, datetime.now(UTC), "I")
    _somebody(new, "one")
    stands = planning.make(new, datetime.now(UTC), "I")
    _somebody(new, "two")
    monkeypatch.setattr(signing, "make", _never)
    done = signing.sign_made(new, made, made.digest, LI, standing=lambda: stands)
    assert done.in_force == made.plan.differences.height


def test_a_plan_that_the_standing_one_contradicts_is_refused(new: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = planning.make(new, datetime.now(UTC), "I")
    _somebody(new, "three")
    stands = planning.make(new, datetime.now(UTC), "I")
    none = replace(stands, plan=replace(stands.plan, differences=stands.plan.differences.clear()))
    monkeypatch.setattr(signing, "make", _never)
    with pytest.raises(SigningError, match="recorded since this plan was made change"):
        signing.sign_made(new, made, made.digest, LI, standing=lambda: none)


def test_what_officers_decided_since_has_a_plan_made_again_whatever_stands(
    new: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, made, stands = (planning.make(new, datetime.now(UTC), "I") for _ in range(3))
    signing.sign_made(new, first, first.digest, LI)
    monkeypatch.setattr(signing, "make", _never)
    with pytest.raises(AssertionError, match="made again"):
        signing.sign_made(new, made, made.digest, WANG, standing=lambda: stands)


def test_an_order_has_the_number_that_its_plan_and_what_it_asks_always_gave() -> None:
    asks = [
        ("trace", "P1", "observation", None),
        ("zone", 'a "b" \\\n\x01\x7f\u2028/ 家', "seal", "until"),
        ("", "", "", ""),
    ]
    rows = pl.DataFrame(asks, dict.fromkeys(("verb", "subject", "scope", "changes"), pl.String), orient="row")
    said = [json.dumps(["d" * 64, *row], ensure_ascii=False) for row in asks]
    found = [hashlib.sha256(each.encode()).hexdigest()[:32] for each in said]
    assert signing.numbers("d" * 64, rows).to_list() == found


def _somebody(desk: Desk, person: str) -> None:
    """Stores a fact that changes no order."""
    facts.append(desk.server, desk.home, "persons", pl.DataFrame({"person": [person]}), "li", "test")


def _waits(made: Made, verb: str) -> bool:
    """Whether the orders of a verb want a second signature."""
    return bool((made.plan.differences.filter(verb=verb)["signatures"] > 1).any())


def _never(*_: object, **__: object) -> Made:
    raise AssertionError("made again")
