"""What a policy says of orders: how long they last, who must sign."""

from seawall.plan.orders import OrderRules
from seawall.policy.measures import scopes
from seawall.policy.policy import Policy


def order_rules(policy: Policy) -> OrderRules:
    """The rules of orders. Raises RuleMissing for a key that is not there: the desk's own policy states all."""
    provisional, again = policy.need("order.provisional.limit"), policy.need("order.resign")
    return OrderRules(
        provisional_limit=provisional.timedelta(),
        sign_again_after=again.timedelta(),
        sign_again_ahead=policy.need("order.resign.ahead").timedelta(),
        signatures=dict(policy.need("order.signatures").table()),
        bulk_people=int(policy.need("order.bulk.people").number()),
        provisional_signatures=int(policy.need("order.provisional.signatures").number()),
        again_signatures=int(policy.need("order.provisional.again").number()),
        provisional_clause=provisional.clause,
        sign_again_clause=again.clause,
        seal_people=int(policy.need("order.seal.people").number()),
        transfer_clause=policy.need("order.transfer.night").clause,
        scopes=scopes(policy),
        publication_clause=policy.need("order.signatures").clause,
    )
