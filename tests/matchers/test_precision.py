"""Whoever asks for numbers that the processor does not know is told."""

from pathlib import Path

import pytest

from matchers.precision import Precision, is_slow


@pytest.mark.parametrize(
    ("precision", "told", "slow"),
    [
        ("bfloat16", "flags\t\t: fpu avx2\n", True),
        ("bfloat16", "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 avx512_bf16\n", False),
        ("bfloat16", "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx2 avx512_bf16\n", True),
        ("bfloat16", "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx512_bf16 amx_bf16\n", False),
        ("bfloat16", "flags\t\t: fpu amx_bf16 avx2\n", False),
        ("float32", "flags\t\t: fpu avx2\n", False),
        ("bfloat16", "Features\t: fp asimd\n", False),
        ("bfloat16", None, False),
    ],
)
def test_a_precision_is_slow_where_the_processor_tells_that_it_lacks_it(
    precision: Precision, told: str | None, slow: bool, tmp_path: Path
) -> None:
    about = tmp_path / "cpuinfo"
    if told is not None:
        about.write_text(told, encoding="ascii")
    assert is_slow(precision, about) is slow
