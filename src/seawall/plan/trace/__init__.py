"""Contacts by ring, with the shared place and time or the relation that makes them so."""

from seawall.plan.trace.authorisation import Authorisation, NotAuthorisedError
from seawall.plan.trace.meetings import FrameMeetings, Meetings
from seawall.plan.trace.obeying import obeyed
from seawall.plan.trace.rules import Prophylaxis, Ring, Span, TraceRules
from seawall.plan.trace.softer import under
from seawall.plan.trace.tracing import Traced, Windows, trace, windows

__all__ = [
    "Authorisation",
    "FrameMeetings",
    "Meetings",
    "NotAuthorisedError",
    "Prophylaxis",
    "Ring",
    "Span",
    "TraceRules",
    "Traced",
    "Windows",
    "obeyed",
    "trace",
    "under",
    "windows",
]
