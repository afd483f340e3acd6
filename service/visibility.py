"""What whoever asks may see of organisations, for answers that count some and name others."""

from matchers.across.visibility import Visibility
from matchers.snapshot import Snapshot


def current_visibility(snapshot: Snapshot) -> Visibility:
    """Return what the sender of the request at hand may see; reading is open, so nothing is kept back."""
    return Visibility.everything(snapshot)
