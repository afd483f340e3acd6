"""What the managers of clusters want of suggestions to their members: pins, exclusions, and weights that are turned."""

from matchers.steering.apart import told_apart
from matchers.steering.file import read_steering, replacing_steering, steering_pointer
from matchers.steering.steering import Steering
from matchers.steering.turning import FACTORS, check_factors, turned
from matchers.steering.wishes import Act, Turn, Wish

__all__ = [
    "FACTORS",
    "Act",
    "Steering",
    "Turn",
    "Wish",
    "check_factors",
    "read_steering",
    "replacing_steering",
    "steering_pointer",
    "told_apart",
    "turned",
]
