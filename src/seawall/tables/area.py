"""What there is: the area tree, the places where people meet, and shapes of our own."""

from seawall.tables.schema import Fact, choice, count, number, text

LEVELS = (
    "country", "province", "city", "county", "street", "community", "village", "grid", "compound",
    "building", "stairwell", "functional_zone",
)  # fmt: skip
PLACE_KINDS = (
    "household", "work", "class", "dormitory", "shop", "market", "restaurant", "entertainment", "hall",
    "lift", "bus", "coach", "train", "aircraft", "ship", "car", "hospital", "ward", "clinic", "care_home",
    "quarantine", "laboratory", "school", "gym", "hotel", "worship", "outdoors", "other",
)  # fmt: skip
DATUMS = ("WGS84", "GCJ02", "BD09", "CGCS2000")
SHAPE_KINDS = ("circle", "polygon")


class Units(Fact):
    """An area of the tree."""

    unit = text("the area; its twelve-digit GB/T 2260 code where it has one", subject=True)
    parent = text("the unit it lies in; empty at the root")
    level = choice("how high in the tree it stands", LEVELS, required=True)
    name = text("what people call it", required=True)
    population = count("people who live there")
    lon = number("longitude of its middle, degrees", least=-180, most=180)
    lat = number("latitude of its middle, degrees", least=-90, most=90)
    datum = choice("what the coordinates are measured in; GCJ-02 is off by hundreds of metres", DATUMS)


class Places(Fact):
    """Somewhere people meet."""

    place = text("the place", subject=True)
    kind = choice("what kind of setting it is", PLACE_KINDS, required=True)
    unit = text("the smallest unit it lies in")
    name = text("what people call it")
    lon = number("longitude, degrees", least=-180, most=180)
    lat = number("latitude, degrees", least=-90, most=90)
    datum = choice("what the coordinates are measured in", DATUMS)
    capacity = count("people it holds")


class Shapes(Fact):
    """A circle or polygon of our own."""

    shape = text("the shape", subject=True)
    kind = choice("circle or polygon", SHAPE_KINDS, required=True)
    lon = number("longitude of a circle's middle, degrees", least=-180, most=180)
    lat = number("latitude of a circle's middle, degrees", least=-90, most=90)
    radius_m = number("radius of a circle, metres", least=0)
    polygon = text("a polygon's outline as well-known text")
    datum = choice("what the coordinates are measured in", DATUMS)
