"""Numbers, days and times as pages write them, in the language at hand."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask_babel import gettext

from matchers.network.results import FigureValue
from matchers.said import counted
from service.languages import current_code, current_language, spoken
from service.translations import LOCALES

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def day(iso: str) -> str:
    """Write a day of a calendar: 2 January 2026."""
    return str(format_date(date.fromisoformat(iso), "long", locale=LOCALES[current_code()]))


def number(value: float, how: str) -> str:
    """Write a number as `format` does, with the signs of the language at hand."""
    return _with_signs(format(value, how))


def decimal(value: float, digits: int | None = None) -> str:
    """Write a number with the digits it has, or with so many behind the point: 0.5, 0.500."""
    return _with_signs(str(value) if digits is None else f"{value:.{digits}f}")


def score(value: float) -> str:
    """Write a score or contribution with two digits: 0.63."""
    return number(value, ".2f")


def signed(value: float) -> str:
    """Write a contribution with its sign: +0.21."""
    return number(value, "+.2f")


def change(share: float) -> str:
    """Write by which share something is more or less, as a percentage without its sign of percent: +4, -12, 0."""
    return number(round(100 * share) or 0, "+d" if round(100 * share) else "d")


def chance(value: float) -> str:
    """Write a probability as a percentage: 12%, 3.4%, below 0.1%."""
    least = 0.001
    return str(gettext("below %(share)s", share=percent(least))) if value < least else percent(value)


def percent(value: float) -> str:
    """Write a share as a percentage: 12%, 3.4%, 0%."""
    few = 0.1
    written = number(100 * value, ".1f" if 0 < value < few else ".0f")
    return f"{written}\u00a0%" if current_code() == "nb" else f"{written}%"


def figure(told: FigureValue) -> str:
    """Write the value of a figure with its unit, where the label does not say it: 3.4%, 47, 0 years."""
    if told.value is None:
        return str(gettext("None yet"))
    if told.unit == "share":
        return percent(told.value)
    written = _with_signs(f"{told.value:,.1f}".removesuffix(".0"))
    return str(gettext("%(number)s years", number=written)) if told.unit == "years" else written


def thousands(value: int) -> str:
    """Write a count with thousands parted: 13,702."""
    return number(value, ",")


def clock(moment: datetime) -> str:
    """Write the time of a moment in the server's time zone, with the date if it was not today."""
    local = moment.astimezone()
    time, is_today = local.strftime("%H:%M"), local.date() == datetime.now(tz=local.tzinfo).date()
    if is_today:
        return time
    return str(gettext("%(time)s on %(day)s", time=time, day=day(local.date().isoformat())))


def age(seconds: float) -> str:
    """Write an age: "40 seconds", "4 minutes", "3 hours", "2 days"."""
    days, hours, minutes = (int(seconds // length) for length in (_DAY, _HOUR, _MINUTE))
    if days:
        return str(spoken(counted("{count} day", "{count} days", days)))
    if hours:
        return str(spoken(counted("{count} hour", "{count} hours", hours)))
    if minutes:
        return str(spoken(counted("{count} minute", "{count} minutes", minutes)))
    return str(spoken(counted("{count} second", "{count} seconds", int(seconds))))


def _with_signs(written: str) -> str:
    signs = current_language().signs
    return written if signs is None else written.translate(signs)


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (day, decimal, score, signed, change, chance, percent, figure, thousands, clock, age)
}
"""The filters that templates know, by name."""
