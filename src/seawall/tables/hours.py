"""Hours of a day as people write them: 18:30, 4时30分, 8 pm, 晚, afternoon."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from types import MappingProxyType

from seawall.tables.localtime import MomentError

PARTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "凌晨": (0, 6), "清晨": (4, 9), "早晨": (4, 10), "早上": (4, 10), "早": (4, 10), "上午": (6, 12),
        "午前": (6, 12), "中午": (11, 14), "正午": (11, 14), "午后": (12, 18), "下午": (12, 18),
        "傍晚": (16, 20), "晚上": (18, 24), "晚间": (18, 24), "晚": (18, 24), "夜间": (18, 30), "夜里": (18, 30),
        "深夜": (22, 30), "半夜": (22, 30), "午夜": (22, 26), "白天": (6, 20),
        "early morning": (0, 9), "morning": (4, 12), "forenoon": (6, 12), "midday": (11, 14),
        "afternoon": (12, 18), "evening": (16, 24), "night": (18, 30), "am": (0, 12), "pm": (12, 24),
    }
)  # fmt: skip
"""The hours a word may mean, from the day's 00:00, as widely as people use it; over 24 is the next day."""

_WORD = "|".join(re.escape(word) for word in sorted(PARTS, key=len, reverse=True))
_TIME = re.compile(
    rf"""(?:(?P<word>{_WORD})\s?)?
    (?:(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:[.,](?P<f>\d{{1,9}}))?)?
      |(?P<h_zh>\d{{1,2}})[时時点點](?:(?P<half>半)|整|(?P<m_zh>\d{{1,2}})分?(?:(?P<s_zh>\d{{1,2}})秒)?)?
      |(?P<h_basic>\d{{2}})(?P<m_basic>\d{{2}})(?P<s_basic>\d{{2}})?
      |(?P<h_en>\d{{1,2}})(?=\s?[ap]\.?m)
    )
    (?:\s?(?P<half_day>[ap])\.?m\.?)?
    \s?(?P<offset>z|utc|gmt|(?:utc|gmt)?[+-]\d{{1,2}}(?::?\d{{2}})?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = re.compile(rf"(?P<word>{_WORD})", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")


@dataclass(frozen=True)
class Hours:
    """From `start` to `end` after the day's 00:00; alike for an exact time. `offset` is as stated."""

    start: timedelta
    end: timedelta
    offset: timezone | None = None


def hours(text: str) -> Hours:
    """The hours that the whole of `text` says. Raises MomentError if it does not say any."""
    if found := _TIME.fullmatch(text):
        return _exact({k: v for k, v in found.groupdict().items() if v})
    if found := _PART.fullmatch(text):
        start, end = PARTS[found["word"].lower()]
        return Hours(timedelta(hours=start), timedelta(hours=end))
    raise MomentError(f"{text!r} is not a time of day")


def _exact(parts: Mapping[str, str]) -> Hours:
    hour, minute, second = (
        int(next((parts[k] for k in parts if k in (n, f"{n}_zh", f"{n}_basic", f"{n}_en")), 0)) for n in "hms"
    )
    minute = 30 if "half" in parts else minute
    hour = _of_24(hour, parts)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise MomentError(f"there is no {hour}:{minute:02}{f':{second:02}' if second else ''}; hours end at 24:00")
    micro = int(parts.get("f", "0")[:6].ljust(6, "0"))
    at = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
    return Hours(at, at, _offset(parts["offset"]) if "offset" in parts else None)


def _of_24(hour: int, parts: Mapping[str, str]) -> int:
    """下午3时 and 3 pm are 15; the word must not contradict the hour."""
    word = parts.get("word", "").lower()
    half = parts.get("half_day", "").lower() or (word[0] if word in ("am", "pm") else "")
    if half:
        if not 1 <= hour <= 12:
            raise MomentError(f"{hour} {half}m is not a time of day")
        return hour % 12 + (12 if half == "p" else 0)
    if not word:
        return hour
    start, end = PARTS[word]
    fitting = {at for at in (hour, hour + 12) if start <= at <= min(end, 24) and at <= 24 and (at < 24 or hour == 24)}
    if len(fitting) != 1:
        raise MomentError(f"{word} does not say which {hour} o'clock is meant", "hours from 00:00 to 24:00")
    return fitting.pop()


def _offset(text: str) -> timezone:
    found = _OFFSET.search(text)
    if not found:
        return timezone(timedelta(0))
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if ahead > timedelta(hours=15) or int(found[3] or 0) > 59:
        raise MomentError(f"{text} is not an offset from UTC", "offsets like +08:00 or Z")
    return timezone(-ahead if found[1] == "-" else ahead)
