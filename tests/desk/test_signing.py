"""Signing at a desk of today: what is in force already is not ordered a second time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from seawall.desk import planning, signing
from seawall.desk.opening import Desk
from seawall.desk.signing import Signer, SigningError
from seawall.store import orders, reading
from tests.desk.cities import city

LI, WANG = Signer("li", "commander", "hq"), Signer("wang", "epidemiologist", "cdc")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with city(tmp_path_factory.mktemp("signing")) as found:
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
    assert orders.given(desk.server, plan)["given"].unique().to_list() == [1]


def test_a_digest_of_another_plan_is_not_signed(desk: Desk) -> None:
    made = planning.make(desk, datetime.now(UTC), "I")
    with pytest.raises(SigningError, match="does not come out"):
        signing.sign_made(desk, made, "0" * 64, WANG)
