"""Which tables the API reads and which it writes, and which of their columns."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.feeds.naming import FILLED

READ = (
    "units", "places", "shapes", "persons", "residences", "occupations", "traits", "same_person", "sites", "rooms",
    "vehicles", "teams", "duties", "stocks", "capacities", "incidents", "cases", "classifications", "outcomes", "links",
    "relations", "events", "attended", "symptoms", "answers", "specimens", "results", "sequences", "doses", "arrivals",
    "requests", "followups", "rounds", "admissions", "surveys", "treatments", "tasks", "done",
)  # fmt: skip
"""Tables that are read; a new one is closed until it stands here. Stays open for a case alone; orders, what is signed,
amended or appealed of them, name people in their subjects and reasons; acknowledgements are of officers."""
WRITTEN = tuple(name for name in FILLED if name != "acknowledgements")
"""Tables that are written. Orders are made by signing alone, and an acknowledgement is an officer's own."""
OF_A_LABORATORY = ("results", "sequences")
LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"same_person": ("why",), "answers": ("informant",), "requests": ("answer",)}
)
"""Columns in which people write what they like of people: they are not read."""
SEALED = frozenset({"person", "other", "case", "previous", "infector", "specimen"})
"""Columns whose ids are sealed; and `subject`, where it is a person."""
KINDS_SEALED = "person"
"""What `subject_kind` says where `subject` is somebody."""
