"""Coordinates as the map draws them: all in WGS84, whatever they were measured in.

GCJ-02 and BD-09 move points by hundreds of metres. What they do has been published by many who met it; their inverse is
found step by step, and comes back within a metre. CGCS2000 is WGS84 within centimetres.
"""

from math import atan2, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]
"""Longitude and latitude, degrees."""
AXIS, FLAT = 6_378_245.0, 0.00669342162296594323
"""Krasovsky's ellipsoid: its half axis in metres, and its eccentricity squared."""
STEPS = 6
"""Each brings the inverse a hundred times closer; three are enough."""
TURN = pi * 3000.0 / 180.0


def drawn(lon: float, lat: float, datum: str | None) -> Point:
    """The point in WGS84; one of which nobody said the datum stands as it is."""
    if datum == "BD09":
        lon, lat = _from_baidu(lon, lat)
    return _unmoved(lon, lat) if datum in ("GCJ02", "BD09") else (lon, lat)


def moved(lon: float, lat: float) -> Point:
    """A point of WGS84 as GCJ-02 has it."""
    east, north = lon - 105.0, lat - 35.0
    up = -100.0 + 2 * east + 3 * north + 0.2 * north**2 + 0.1 * east * north + 0.2 * sqrt(abs(east))
    up += _waves(east, 6, 2, 20, 20) + _waves(north, 1, 1 / 3, 20, 40) + _waves(north, 1 / 12, 1 / 30, 160, 320)
    right = 300.0 + east + 2 * north + 0.1 * east**2 + 0.1 * east * north + 0.1 * sqrt(abs(east))
    right += _waves(east, 6, 2, 20, 20) + _waves(east, 1, 1 / 3, 20, 40) + _waves(east, 1 / 12, 1 / 30, 150, 300)
    round_ = 1 - FLAT * sin(radians(lat)) ** 2
    north_m = AXIS * (1 - FLAT) / round_**1.5
    east_m = AXIS / sqrt(round_) * cos(radians(lat))
    return lon + right * 180 / (east_m * pi), lat + up * 180 / (north_m * pi)


def _waves(at: float, first: float, second: float, one: float, two: float) -> float:
    """Two waves, so many half turns a degree and so many metres high."""
    return (one * sin(first * at * pi) + two * sin(second * at * pi)) * 2 / 3


def _unmoved(lon: float, lat: float) -> Point:
    guess = lon, lat
    for _ in range(STEPS):
        there = moved(*guess)
        guess = guess[0] + lon - there[0], guess[1] + lat - there[1]
    return guess


def _from_baidu(lon: float, lat: float) -> Point:
    x, y = lon - 0.0065, lat - 0.006
    far = hypot(x, y) - 0.00002 * sin(y * TURN)
    angle = atan2(y, x) - 0.000003 * cos(x * TURN)
    return far * cos(angle), far * sin(angle)
