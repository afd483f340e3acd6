"""Makes a synthetic federation, or compares one with the real network: `python -m benchmarks.federation 75000`.

Without --to, prints the real network, a federation with as many links and the one asked for, side by side. With
--to, writes project.csv and organization.csv, which `flask import cordis FOLDER` takes.
"""

import argparse
from pathlib import Path

from benchmarks.federation.compare import figures_of_federation, figures_of_source, table
from benchmarks.federation.files import write_cordis
from benchmarks.federation.generate import LINKS, Federation
from benchmarks.federation.source import SEED_FOLDER, read_source


def main() -> None:
    """Read the arguments, and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("organisations", type=int, help="How many organisations the federation has.")
    parser.add_argument("--source", type=Path, default=SEED_FOLDER, help="Seed data, or a folder of CORDIS' tables.")
    parser.add_argument("--links", type=float, default=LINKS, help="Projects an organisation has on average.")
    parser.add_argument("--seed", type=int, default=0, help="The same seed gives the same federation.")
    parser.add_argument("--to", type=Path, help="Folder to write CORDIS' tables into.")
    told = parser.parse_args()
    source = read_source(told.source)
    federation = Federation(source, told.organisations, told.links, told.seed)
    if told.to:
        write_cordis(federation, told.to)
        return
    alike = Federation(source, told.organisations, source.links, told.seed)
    columns = (
        ("real", figures_of_source(source)),
        ("synthetic, as many links", figures_of_federation(alike)),
        (f"synthetic, {told.links:g} links", figures_of_federation(federation)),
    )
    print(table(columns))


if __name__ == "__main__":
    main()
