"""How far someone reaches: whether an organisation, a cluster, an offer or request is theirs to deal with."""

from collections.abc import Mapping
from typing import Any

from flask import g

from graph_schema import store
from matchers.said import said
from matchers.snapshot import Snapshot
from matchers.snapshot.columns import row_of
from service.auth.policy import Scope, policy
from service.auth.viewer import Viewer, current_viewer
from service.errors import NotFoundError
from service.runtime import current_runtime


def reaches_target(viewer: Viewer, scope: Scope, target: Mapping[str, Any]) -> bool:
    """Tell whether a scope reaches what a request's address names: `organisation_id`, `cluster_id` or `profile_id`.

    What can be read is decided where it is read, by the walls; this is about acting for someone.
    """
    if "organisation_id" in target:
        return reaches_organisation(viewer, scope, target["organisation_id"])
    if "cluster_id" in target:
        return reaches_cluster(viewer, scope, target["cluster_id"])
    if "profile_id" in target and scope in {Scope.OWN_CLUSTER, Scope.OWN_ORGANISATION}:
        return all(reaches_organisation(viewer, scope, owner) for owner in _owners(target["profile_id"]))
    return True


def reaches_organisation(viewer: Viewer, scope: Scope, organisation_id: str) -> bool:
    """Tell whether a scope reaches an organisation; one that is not there yet can become any cluster's."""
    if scope is Scope.OWN_ORGANISATION:
        return organisation_id == viewer.acts_for.organisation_id
    if scope is Scope.OWN_CLUSTER:
        clusters = clusters_of(current_runtime().whole().snapshot, organisation_id)
        return clusters is None or not clusters.isdisjoint(viewer.clusters)
    return True


def reaches_cluster(viewer: Viewer, scope: Scope, cluster_id: str) -> bool:
    """Tell whether a scope reaches a cluster."""
    if scope is Scope.OWN_CLUSTER:
        return cluster_id in viewer.clusters
    return scope is not Scope.OWN_ORGANISATION


def may_act_for(organisation_id: str) -> bool:
    """Tell whether who asks may act in an introduction in the name of an organisation."""
    viewer = current_viewer()
    scope = policy().rule("introductions.do").scope(viewer.role, is_open=False)
    return scope is not None and reaches_organisation(viewer, scope, organisation_id)


def reaches(organisation_id: str) -> bool:
    """Tell whether a request reaches this organisation."""
    return reaches_organisation(current_viewer(), g.scope, organisation_id)


def require_organisation(organisation_id: str) -> None:
    """Let a request that names this organisation in its body go on; NotFoundError where it is not within reach."""
    if not reaches(organisation_id):
        raise NotFoundError(
            said(
                "There is no organisation {organisation_id!r} for which you may do this.",
                organisation_id=organisation_id,
            )
        )


def require_cluster(cluster_id: str) -> None:
    """Let a request that names this cluster in its body go on; NotFoundError where it is not within reach."""
    if not reaches_cluster(current_viewer(), g.scope, cluster_id):
        raise NotFoundError(
            said("There is no cluster {cluster_id!r} for which you may do this.", cluster_id=cluster_id)
        )


def clusters_within() -> frozenset[str] | None:
    """Return the clusters whose organisations a request may write for and be told of; None for all."""
    return None if g.scope is Scope.ANY else current_viewer().clusters


def require_seen(organisation_id: str) -> None:
    """Let a request name this organisation as the other side; UnknownIdError where who asks may not see it."""
    runtime = current_runtime()
    if organisation_id in runtime.whole().snapshot.row_by_id:
        runtime.snapshot().row(organisation_id)


def clusters_of(snapshot: Snapshot, organisation_id: str) -> frozenset[str] | None:
    """Return the clusters of an organisation; None where the snapshot does not have it."""
    row = snapshot.row_by_id.get(organisation_id)
    if row is None:
        return None
    columns = row_of(snapshot.membership, row)[0].tolist()
    return frozenset(snapshot.tables.clusters[column].id for column in columns)


def _owners(profile_id: str) -> set[str]:
    """Return whose an offer or request is: by the graph, which knows the latest, and by what is shown of it still."""
    runtime = current_runtime()
    owners = set(store.read_profile_owners(runtime.graph(), [profile_id]).values())
    snapshot = runtime.whole().snapshot
    row = snapshot.profiles.row_by_id.get(profile_id)
    return owners if row is None else owners | {snapshot.organisation_id(int(snapshot.profiles.owner[row]))}
