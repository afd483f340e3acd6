"""What happened to accounts, keys and walls, for those who answer for it."""

from datetime import datetime
from typing import Final

from flask import Blueprint, g, render_template

from graph_schema import store
from service.api.fields import Request
from service.auth.policy import Scope
from service.auth.viewer import current_viewer
from service.pages.forms import read_form
from service.runtime import current_runtime

SHOWN: Final = 50

blueprint = Blueprint("audit", __name__)


class AuditForm(Request):
    """Up to which moment events are shown."""

    before: datetime | None = None


@blueprint.get("/audit")
def show() -> str:
    """Show the latest events: all, or those of the cluster that one manages."""
    cluster = None if g.scope is Scope.ANY else current_viewer().acts_for.cluster_id
    before = read_form(AuditForm).before
    events = store.read_audit_events(current_runtime().graph(), cluster_id=cluster, before=before, limit=SHOWN + 1)
    shown = events[:SHOWN]
    older = shown[-1].at.isoformat() if len(events) > SHOWN else None
    return render_template("audit.html", events=shown, older=older, clusters=cluster)
