"""The small tables of words in this folder."""

import csv
from pathlib import Path


def word_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder, by its header."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
