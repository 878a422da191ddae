"""Policies on a terminal: which there are, what one says, what changes, what is wrong."""

from seawall.tell.policy.change import differences
from seawall.tell.policy.fault import findings
from seawall.tell.policy.page import shown
from seawall.tell.policy.shelf import listed

__all__ = ["differences", "findings", "listed", "shown"]
