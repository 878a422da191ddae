"""What the city has: sites, rooms, vehicles, teams, stocks and capacities."""

from seawall.tables.schema import Fact, choice, count, moment, number, text, yes_no

SITE_KINDS = (
    "quarantine", "reserve_quarantine", "hospital", "designated_hospital", "fever_clinic", "laboratory",
    "test_point", "vaccination", "warehouse", "headquarters", "other",
)  # fmt: skip
ROOM_STATES = ("free", "taken", "closed", "disinfecting")
AIR = ("own", "shared", "negative_pressure")


class Sites(Fact):
    """A site the city runs. A laboratory whose results count is a site of kind laboratory, registered."""

    site = text("the site", subject=True)
    kind = choice("what it is for", SITE_KINDS, required=True)
    place = text("where it stands")
    unit = text("the unit it lies in")
    name = text("what people call it")
    organisation = text("who runs it")
    open = yes_no("whether it is in use; a reserve is not until it is opened")
    registered = yes_no("whether it is registered for its purpose: a registered laboratory's results count")


class Rooms(Fact):
    """A room of a site."""

    site = text("the site", subject=True)
    room = text("the room's number", subject=True)
    floor = count("the floor; the ground floor is 1", least=-10)
    beds = count("beds", required=True)
    bathroom = yes_no("has its own bathroom")
    accessible = yes_no("can be entered in a wheelchair")
    adjoins = text("a room joined to it by a door")
    air = choice("how it is aired", AIR)
    state = choice("whether it can be given", ROOM_STATES)


class Vehicles(Fact):
    """A vehicle that can carry people or goods."""

    vehicle = text("the vehicle", subject=True)
    kind = text("ambulance, negative_pressure_ambulance, bus, van, truck", required=True)
    seats = count("people it carries")
    site = text("where it stands")


class Teams(Fact):
    """People who work together."""

    team = text("the team", subject=True)
    kind = text("tracing, sampling, disinfection, transfer, sealing", required=True)
    unit = text("the unit it works in")
    organisation = text("who sends it")
    size = count("people in it")
    lead = text("the account of its leader")


class Stocks(Fact):
    """What lies in store."""

    site = text("where it lies", subject=True)
    item = text("what it is", subject=True)
    quantity = number("how much, in the item's unit", least=0, required=True)
    unit = text("the unit of the quantity: pieces, kg, person-samples")
    at_from, at_until = moment("the stocktaking")


class Capacities(Fact):
    """What somebody can do in a day."""

    site = text("who can", subject=True)
    what = text("what: person-samples, beds, transfers", subject=True)
    per_day = number("how much a day", least=0, required=True)
    since_from, since_until = moment("beginning")
    until_from, until_until = moment("end")


class Duties(Fact):
    """Somebody is on duty: who is to sign, and who is called next when nobody answers."""

    officer = text("the account on duty", subject=True)
    role = text("in which role", required=True)
    organisation = text("for which organisation", required=True)
    rank = count("1 is called first, the next when nobody answers", least=1, required=True)
    since_from, since_until = moment("beginning")
    until_from, until_until = moment("end")
