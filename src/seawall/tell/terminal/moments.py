"""How a moment and a span of time are written: as wide as they are known, 24:00 ending a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from seawall.tell.terminal.language import Language, say

DAY = timedelta(days=1)


def day(at: datetime, lang: Language) -> str:
    """A local day: 23 Jan, 1月23日."""
    return f"{at.month}月{at.day}日" if lang == "zh" else f"{at.day} {at:%b}"


def clock(at: datetime, lang: Language, *, ends: bool = False) -> tuple[str, str]:
    """The day and the hour of a local time; an end at 00:00 is 24:00 of the day before."""
    if ends and (at.hour, at.minute, at.second) == (0, 0, 0):
        return day(at - DAY, lang), "24:00"
    return day(at, lang), f"{at:%H:%M}"


def exact(at: datetime, zone: ZoneInfo, lang: Language, *, ends: bool = False) -> str:
    """23 Jan 04:00, 1月23日 04:00."""
    return " ".join(clock(at.astimezone(zone), lang, ends=ends))


def dated(at: datetime, zone: ZoneInfo, lang: Language) -> str:
    """23 Jan 2022 04:00, 2022年1月23日 04:00."""
    local = at.astimezone(zone)
    on, hour = clock(local, lang)
    return f"{local.year}年{on} {hour}" if lang == "zh" else f"{on} {local.year} {hour}"


def moment(first: datetime | None, last: datetime | None, zone: ZoneInfo, lang: Language) -> str:
    """A moment keeps its width: a time, a day whose hour is unknown, a span, before, after, or not known."""
    return " ".join(part for part in pieces(first, last, zone, lang) if part).replace(" （", "（")


def pieces(first: datetime | None, last: datetime | None, zone: ZoneInfo, lang: Language) -> tuple[str, str]:
    """A moment in two short lines, the day and what is known of the hour."""
    if first is None or last is None:
        return _bounded(first, last, zone, lang)
    start, end = first.astimezone(zone), last.astimezone(zone)
    if start == end:
        return clock(start, lang)
    if (start.hour, start.minute) == (0, 0) and end - start == DAY:
        return day(start, lang), say("(hour unknown)", lang)
    on, until = clock(end, lang, ends=True)
    if day(start, lang) == on:
        return on, f"{start:%H:%M}–{until}"
    return f"{day(start, lang)} {start:%H:%M} –", f"{on} {until}"


def _bounded(first: datetime | None, last: datetime | None, zone: ZoneInfo, lang: Language) -> tuple[str, str]:
    """A moment of which one bound at most is known."""
    if last is not None:
        on, hour = clock(last.astimezone(zone), lang, ends=True)
        return (on, f"{hour}前") if lang == "zh" else (f"before {on}", hour)
    if first is None:
        return say("unknown", lang), ""
    on, hour = clock(first.astimezone(zone), lang)
    return (on, f"{hour}后") if lang == "zh" else (f"after {on}", hour)


def between(first: datetime, last: datetime, zone: ZoneInfo, lang: Language) -> str:
    """One end, or the first and the last of several: 29–30 Jan 24:00."""
    (day_1, hour_1), (day_2, hour_2) = (clock(at.astimezone(zone), lang, ends=True) for at in (first, last))
    if first == last:
        return f"{day_2} {hour_2}"
    if hour_1 != hour_2:
        return f"{day_1} {hour_1} – {day_2} {hour_2}"
    return f"{_days(day_1, day_2)} {hour_2}"


def _days(first: str, last: str) -> str:
    """29–30 Jan and 1月29–30日 within a month, else both whole."""
    number, _, month = first.partition(" ")
    if month and last.endswith(month):
        return f"{number}–{last}"
    in_month, _, day_of_it = last.partition("月")
    if day_of_it and first.startswith(f"{in_month}月"):
        return f"{first.removesuffix('日')}–{day_of_it}"
    return f"{first} – {last}"


def length(span: timedelta, lang: Language) -> str:
    """A span in the two largest units: 3 h 48 min, 2 d 5 h; 3小时48分."""
    minutes = int(span.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "天", " d"), (hours, "小时", " h"), (rest, "分", " min")]
    named = [f"{n}{zh}" if lang == "zh" else f"{n}{en}" for n, zh, en in parts if n][:2]
    return ("" if lang == "zh" else " ").join(named) or ("0分" if lang == "zh" else "0 min")


def over(span: timedelta, lang: Language) -> str:
    """How long a limit is past, short: 1:12 within a day, else days and hours."""
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02}" if minutes < 1440 else length(span, lang)


def span(first: datetime, last: datetime, zone: ZoneInfo, lang: Language) -> str:
    """From when to when: 21 Jan 16:55–17:17, or with both days."""
    start, end = first.astimezone(zone), last.astimezone(zone)
    on, until = clock(end, lang, ends=True)
    hours = f"{start:%H:%M}–"
    return f"{on} {hours}{until}" if day(start, lang) == on else f"{day(start, lang)} {hours}{on} {until}"
