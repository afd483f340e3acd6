"""Clusters and their networks."""

from flask import Response

from matchers import directory
from matchers.gaps import gap_map
from matchers.network.drawing import cluster_network
from matchers.network.members import cluster_figures
from matchers.network.places import located
from service.api.blueprints import api_blueprint, problems
from service.api.figures_answers import ClusterFiguresAnswer
from service.api.gaps_answers import GapMapAnswer, GapsQuery
from service.api.meta import as_fields, current_meta, respond
from service.api.organisation_answers import ClustersAnswer, ClusterSummary, NetworkAnswer
from service.api.places_answers import PlaceOfCluster, PlacesAnswer
from service.api.queries import ClusterPath, NetworkQuery, NoQuery
from service.maps.cluster_map import places_of
from service.runtime import current_runtime

blueprint = api_blueprint("clusters", "Groups of organisations, with the network of those that worked together.")


@blueprint.get("/clusters", responses={200: ClustersAnswer})
def list_clusters(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List all clusters."""
    cards = directory.cluster_cards(current_runtime().snapshot())
    return respond(ClustersAnswer(items=[ClusterSummary.model_validate(card) for card in cards], meta=current_meta()))


@blueprint.get("/clusters/<cluster_id>/network", responses={200: NetworkAnswer, **problems(404)})
def get_cluster_network(path: ClusterPath, query: NetworkQuery) -> Response:
    """Return a cluster's members and who of them worked with whom, the most active first."""
    network = cluster_network(current_runtime().snapshot(), path.cluster_id, query.limit)
    return respond(NetworkAnswer.model_validate(as_fields(network) | {"meta": current_meta()}))


@blueprint.get("/clusters/<cluster_id>/figures", responses={200: ClusterFiguresAnswer, **problems(404)})
def get_cluster_figures(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Return the network of a cluster's members in figures, year by year, who bridges and who is alone."""
    figures = cluster_figures(current_runtime().snapshot(), path.cluster_id)
    return respond(ClusterFiguresAnswer.model_validate(as_fields(figures) | {"meta": current_meta()}))


@blueprint.get("/clusters/<cluster_id>/gaps", responses={200: GapMapAnswer, **problems(404)})
def get_cluster_gaps(path: ClusterPath, query: GapsQuery) -> Response:
    """Return what a cluster is strong in along the value chain, what it lacks, and who outside could bring it."""
    found = gap_map(current_runtime().snapshot(), path.cluster_id, query.limit, query.fillers)
    return respond(GapMapAnswer.model_validate(as_fields(found) | {"meta": current_meta()}))


@blueprint.get("/clusters/<cluster_id>/places", responses={200: PlacesAnswer, **problems(404)})
def get_cluster_places(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Return where a cluster's members are, and how many of those they have worked with are in which place."""
    places = places_of(located(current_runtime().snapshot(), path.cluster_id))
    return respond(PlacesAnswer(items=[PlaceOfCluster.model_validate(one) for one in places], meta=current_meta()))
