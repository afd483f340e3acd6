"""In what numbers a model is computed, and by what."""

from pathlib import Path
from typing import Final, Literal

Precision = Literal["float32", "bfloat16"]
"""In what a model computes: as it was trained, or in half as many bits, for which some processors take half as long."""

FULL: Final[Precision] = "float32"

_TILES: Final = "amx_bf16"
_LANES: Final = "avx512_bf16"
_INTEL: Final = "GenuineIntel"
"""How Linux calls what a processor needs to multiply in bfloat16.

Intel's own multiply in lanes no more of them at once than in float32, and take nearly twice as long all in all
(measured on a Xeon of 2023 whose tiles a hypervisor hides); AMD's take a third to a half.
"""

Runtime = Literal["torch", "openvino"]
"""What computes the layers for many texts."""


def is_slow(precision: Precision, about: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether this processor lacks what a precision needs, and takes twice to many times as long; no where unknown."""
    if precision == FULL or not about.is_file():
        return False
    words = about.read_text(encoding="ascii", errors="replace").split()
    is_known = _TILES in words or (_LANES in words and _INTEL not in words)
    return "flags" in words and not is_known
