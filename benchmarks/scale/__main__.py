"""Prints what a federation costs at several sizes, beside what people would build otherwise: `make bench-scale`.

Each figure is told as soon as it is known, and all of them as a table at the end. Up to --whole organisations all of a
federation goes into Neo4j, and changes come from there; above that its nodes and links, which peers and import are
measured by, and changes are those of rows. Profiles are encoded by a stand-in (`word_means`), since a real model takes
hours; its rate is measured on a sample.
"""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.bench import machine
from benchmarks.federation import Federation, read_source
from benchmarks.federation.generate import LINKS
from benchmarks.federation.source import SEED_FOLDER
from benchmarks.scale.measure import Bench
from benchmarks.scale.table import Figures

SIZES = (7_000, 75_000, 800_000)


def main() -> None:
    """Read the arguments, measure size by size, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="How many organisations, ascending.")
    parser.add_argument("--source", type=Path, default=SEED_FOLDER, help="Seed data, or a folder of CORDIS' tables.")
    parser.add_argument("--whole", type=int, default=100_000, help="Up to so many organisations all is imported.")
    parser.add_argument("--patience", type=float, default=1_800, help="Seconds for writing vectors into Neo4j.")
    parser.add_argument("--folder", type=Path, help="Where to write; a temporary folder otherwise.")
    told = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    for label, value in machine():
        print(f"{label}: {value}", flush=True)
    source, figures = read_source(told.source), Figures()
    for size in told.sizes:
        folder = Path(tempfile.mkdtemp(prefix="filiera-scale-", dir=told.folder))
        try:
            Bench(Federation(source, size, LINKS), folder, figures, told.patience).run(whole=size <= told.whole)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{figures.table(told.sizes)}")


if __name__ == "__main__":
    main()
