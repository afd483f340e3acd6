"""What users see is documented from the code: an undocumented setting, command, endpoint or feature fails here."""

from pathlib import Path

import pytest

from docs.reference import PATH, reference

ROOT = Path(__file__).parent.parent


def test_the_reference_is_what_the_code_says() -> None:
    assert PATH.read_text(encoding="utf-8") == reference(), "Run `make docs` and commit docs/REFERENCE.md."


@pytest.mark.parametrize("folder", ["service", "matchers", "graph_schema", "seed_data", "benchmarks", "tests"])
def test_every_folder_is_on_the_architecture_page(folder: str) -> None:
    assert f"`{folder}/`" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["make demo", "make test", "make bench"])
def test_the_readme_names_the_commands(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
