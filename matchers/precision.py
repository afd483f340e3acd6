"""In what numbers a model is computed, and by what."""

from pathlib import Path
from typing import Final, Literal

Precision = Literal["float32", "bfloat16"]
"""In what a model computes: as it was trained, or in half as many bits, for which some processors take half as long."""

FULL: Final[Precision] = "float32"

_FLAGS: Final = ("avx512_bf16", "amx_bf16")
"""How Linux calls what a processor needs to multiply in bfloat16."""

Runtime = Literal["torch", "openvino"]
"""What computes the layers for many texts."""


def is_slow(precision: Precision, about: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether this processor lacks what a precision needs, and computes in it many times as long; no where unknown."""
    if precision == FULL or not about.is_file():
        return False
    words = about.read_text(encoding="ascii", errors="replace").split()
    return "flags" in words and not any(flag in words for flag in _FLAGS)
