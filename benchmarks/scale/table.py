"""Figures by size: told as soon as they are known, and once more at the end side by side, with how each grows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_SCALES: Final = {"s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")), "B": ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))}
_THREE_DIGITS: Final = 100


@dataclass
class Figures:
    """Values by figure and size; `seconds` and bytes are shown in what fits them, ratios as they are."""

    values: dict[str, dict[int, float]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def tell(self, size: int, figure: str, value: float, unit: str = "s") -> float:
        """Keep a figure, print it, and return it."""
        self.values.setdefault(figure, {})[size] = value
        self.units[figure] = unit
        print(f"{size:>9,}  {figure}: {shown(value, unit)}", flush=True)
        return value

    def of(self, size: int, figure: str) -> float | None:
        """Return a figure that was told, or None."""
        return self.values.get(figure, {}).get(size)

    def table(self, sizes: Iterable[int]) -> str:
        """Return all figures as a Markdown table, with the growth from the last size but one to the last."""
        columns = list(sizes)
        lines = [["figure", *(f"{size:,}" for size in columns), "growth"], ["---"] * (len(columns) + 2)]
        for figure, values in self.values.items():
            cells = [shown(values[size], self.units[figure]) if size in values else "" for size in columns]
            lines.append([figure, *cells, self._growth(figure, columns)])
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _growth(self, figure: str, columns: list[int]) -> str:
        known = [self.values[figure][size] for size in columns[-2:] if size in self.values[figure]]
        if len(known) < 2 or not known[0] or self.units[figure] == "times":  # noqa: PLR2004  # two make a growth
            return ""
        return f"{known[1] / known[0]:.1f}"


def shown(value: float, unit: str) -> str:
    """Return a value with its unit, in three digits or so."""
    for scale, name in _SCALES.get(unit, ()):
        if abs(value) >= scale:
            return f"{_digits(value / scale)} {name}"
    return f"{_digits(value)} {unit}".strip()


def _digits(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _THREE_DIGITS else f"{value:.3g}"
