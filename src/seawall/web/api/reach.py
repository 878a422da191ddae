"""How far somebody's reading goes: everywhere, or in the areas of their roles and of their token."""

from seawall.store.changes import Limits
from seawall.web.access import Subject, decide


def limits(subject: Subject, table: str) -> Limits | None:
    """The pairs of a role's area and a scope's in which rows of a table are seen; None: everywhere.

    Every role that may read is set beside every scope that says so: what one of the pairs opens is open.
    """
    pairs = [
        (role.area, scope.area)
        for role in subject.roles
        for scope in subject.scopes or ()
        if decide(Subject(subject.account, subject.officer, (role,), (scope,)), "look", "facts", table=table)
    ]
    if (None, None) in pairs:
        return None
    return sorted({(one or other or "", other or one or "") for one, other in pairs})
