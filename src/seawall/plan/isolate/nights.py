"""Whether a drive touches the night, and when the morning is that it could wait for."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def morning(leaves: datetime, arrives: datetime, night: tuple[time, time], zone: ZoneInfo) -> datetime | None:
    """The end of the first night that a drive touches; None: it leaves and arrives by day.

    The night is half-open: who leaves as it ends drives by day. Who arrives as it begins does not.
    """
    begin, end = night
    day = leaves.astimezone(zone).date() - timedelta(days=1)
    while True:
        dusk = datetime.combine(day, begin, tzinfo=zone)
        dawn = datetime.combine(day + timedelta(days=1 if end <= begin else 0), end, tzinfo=zone)
        if dusk > arrives:
            return None
        if dawn > leaves:
            return dawn.astimezone(leaves.tzinfo)
        day += timedelta(days=1)
