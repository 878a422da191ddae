"""What was seen and said: stays, relations, common events, symptoms and answers."""

from seawall.tables.schema import Fact, choice, moment, number, text

RELATION_KINDS = (
    "household", "family", "class", "dormitory", "work", "team", "care", "ward", "meal", "entertainment",
    "vehicle", "visit", "sexual", "neighbour", "friend", "funeral", "public", "other",
)  # fmt: skip
EVENT_KINDS = (
    "meal", "wedding", "funeral", "meeting", "class", "worship", "performance", "sport", "tour", "other",
)  # fmt: skip
ROLES = ("guest", "host", "staff", "performer", "cook", "other")
PROTECTIONS = ("none", "mask", "full")
ANSWERS = ("yes", "no", "unknown", "refused")
SYMPTOM_KINDS = (
    "onset", "fever", "cough", "rash", "prodrome", "diarrhoea", "vomiting", "sore_throat", "coryza",
    "conjunctivitis", "breathless", "headache", "loss_of_smell", "haemorrhage", "lesion", "none", "other",
)  # fmt: skip


class Stays(Fact):
    """Somebody was somewhere, from `came` until `left` (half-open; empty: not known)."""

    person = text("who", subject=True)
    place = text("where", subject=True)
    came_from, came_until = moment("coming")
    left_from, left_until = moment("leaving")
    stated_by = text("who says so: the person, a check-in, a camera")
    confidence = number("how sure, 0 to 1", least=0, most=1)


class Relations(Fact):
    """Two people who meet by their relation; it runs both ways."""

    person = text("one of the two", subject=True)
    other = text("the other", subject=True)
    kind = choice("how they meet", RELATION_KINDS, subject=True)
    place = text("where they meet, if at one place")
    since_from, since_until = moment("beginning")
    until_from, until_until = moment("end")
    minutes = number("minutes together, all told", least=0)
    protection = choice("what protected them", PROTECTIONS)
    stated_by = text("who says so")
    confidence = number("how sure, 0 to 1", least=0, most=1)


class Events(Fact):
    """A common exposure: a meal, a wedding, a funeral."""

    event = text("the event", subject=True)
    place = text("where")
    kind = choice("what it was", EVENT_KINDS)
    from_from, from_until = moment("beginning")
    until_from, until_until = moment("end")


class Attended(Fact):
    """Somebody was at an event."""

    event = text("the event", subject=True)
    person = text("who was there", subject=True)
    role = choice("as what", ROLES)
    consumed = text("what they ate or drank, as stated")


class Symptoms(Fact):
    """An onset. Kind `none` says that somebody was asked and had none; no row says nobody asked."""

    person = text("who", subject=True)
    onset_from, onset_until = moment("onset")
    kind = choice("of what; `onset` is the onset of illness without more detail", SYMPTOM_KINDS, required=True)


class Answers(Fact):
    """An answer to a question; "unknown" and "refused" are answers."""

    person = text("who was asked about", subject=True)
    question = text("what was asked", subject=True)
    answer = choice("the answer", ANSWERS, required=True)
    informant = text("who answered, if not the person")
