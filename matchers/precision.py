"""In what numbers a model is computed, and by what."""

from typing import Final, Literal

Precision = Literal["float32", "bfloat16"]
"""In what a model computes: as it was trained, or in half as many bits, for which some processors take half as long."""

FULL: Final[Precision] = "float32"

Runtime = Literal["torch", "openvino"]
"""What computes the layers for many texts."""
