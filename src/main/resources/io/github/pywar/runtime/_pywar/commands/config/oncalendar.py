"""Schedules of cron as systemd's calendar events (`OnCalendar=`)."""

from __future__ import annotations

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "sun mon tue wed thu fri sat".split()


def events(schedule: str) -> list[str]:
    """Return the events of five fields of cron.

    Cron runs at each of the two if both kinds of days are restricted.  systemd has only days of the month that are
    also days of the week, so these are two events.
    """
    minute, hour, day, month, weekday = schedule.split(" ")
    clock = f"{_numbers(hour, 0, 23)}:{_numbers(minute, 0, 59)}:00"
    months, days, week = _numbers(month, 1, 12, _MONTHS), _numbers(day, 1, 31), _week(weekday)
    if week and not day.startswith("*") and not weekday.startswith("*"):
        return [f"*-{months}-{days} {clock}", f"{week}*-{months}-* {clock}"]
    return [f"{week}*-{months}-{days} {clock}"]


def _week(field: str) -> str:
    if field == "*":
        return ""
    found = {number % 7 for number in _values(field, 0, 7, _DAYS)}
    return ",".join(_DAYS[number].title() for number in sorted(found)) + " "


def _numbers(field: str, least: int, most: int, names: list[str] | None = None) -> str:
    return "*" if field == "*" else ",".join(f"{number:02d}" for number in sorted(_values(field, least, most, names)))


def _values(field: str, least: int, most: int, names: list[str] | None = None) -> set[int]:
    found: set[int] = set()
    for item in field.split(","):
        span, _, step = item.partition("/")
        first, dash, last = span.partition("-")
        begin = least if first == "*" else _number(first, least, names)
        end = _number(last, least, names) if dash else most if first == "*" or step else begin
        found |= set(range(begin, min(end, most) + 1, max(1, int(step or 1))))
    return found


def _number(text: str, least: int, names: list[str] | None) -> int:
    return names.index(text.lower()) + least if names and text.lower() in names else int(text)
