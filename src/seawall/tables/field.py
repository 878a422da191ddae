"""What the field reports: arrivals, requests, visits to contacts, rooms entered and left."""

from seawall.tables.schema import Fact, choice, count, moment, number, text, yes_no

DIRECTIONS = ("in", "out")


class Arrivals(Fact):
    """Somebody came from elsewhere."""

    person = text("who", subject=True)
    at_from, at_until = moment("arrival")
    from_unit = text("the unit they came from")
    transport = text("car, train, coach, aircraft, ship, on foot")
    seat = text("train or flight, carriage, row")


class Requests(Fact):
    """Another place asks about a person (in), or was asked (out): 协查. No `received`, no receipt."""

    request = text("the request", subject=True)
    direction = choice("in: they ask us; out: we ask them", DIRECTIONS, required=True)
    unit = text("the other place", required=True)
    person = text("whom it is about")
    sent_from, sent_until = moment("sending")
    received_from, received_until = moment("receipt")
    answer = text("what was answered")
    by = text("who answered")


class Followups(Fact):
    """A contact was due a visit, and was seen or not."""

    person = text("the contact", subject=True)
    due_from, due_until = moment("the day the visit was due")
    at_from, at_until = moment("the visit")
    by = text("the team or person who went")
    seen = yes_no("whether the contact was seen; empty: nobody has gone yet")
    temperature = number("body temperature, degrees Celsius", least=25, most=45)
    symptoms = yes_no("whether there were any")


class Rounds(Fact):
    """A team reports a round of tests of a whole unit in numbers: how many it swabbed of how many it found there.

    A team's latest report of a round counts, and those of several teams are added; who goes back for somebody whom
    another team has missed counts them as swabbed and not as present again.
    """

    unit = text("the unit tested", subject=True)
    team = text("the team that reports", subject=True)
    at_from, at_until = moment("the swabbing")
    swabbed = count("people of the unit swabbed in the round so far", required=True)
    present = count("people found there to be swabbed; empty: nobody counted")


class Admissions(Fact):
    """A room was entered, and left."""

    person = text("who", subject=True)
    site = text("the site", subject=True)
    room = text("the room")
    at_from, at_until = moment("entering")
    until_from, until_until = moment("leaving; empty: still there, or not known")
