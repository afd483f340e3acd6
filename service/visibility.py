"""What whoever asks may see of organisations, for answers that count some and name others."""

from matchers.across.visibility import Visibility
from matchers.snapshot import Snapshot


def current_visibility(snapshot: Snapshot) -> Visibility:
    """Return whom the sender of the request at hand is told of: who withholds its name from them is only counted."""
    return Visibility.everything(snapshot)
