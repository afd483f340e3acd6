"""What a cluster's manager wants of suggestions to its members, for pages and API: pins, exclusions, turned weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from graph_schema.steering_records import WishRow
from matchers.directory import member_ids
from matchers.engine import Engine
from matchers.errors import UnknownIdError
from matchers.match_types import match_type
from matchers.results import MatchList, MatchQuery
from matchers.said import said
from matchers.snapshot.derive import KINDS
from matchers.steering import Act, Turn, check_factors
from service.auth.audit import record
from service.auth.reach import require_seen
from service.auth.viewer import current_viewer
from service.errors import FieldProblem, InvalidRequestError
from service.findings import sentence_of
from service.runtime import current_runtime
from service.steering_file import refresh_steering


def wishes(cluster_id: str) -> tuple[WishRow, ...]:
    """Return the pins and exclusions of a cluster, the oldest first."""
    return store.read_wishes(_graph(), cluster_id)


def turn_of(cluster_id: str, match_type_id: str) -> Turn | None:
    """Return how a cluster's manager has turned the weights of a match type, if at all."""
    return current_runtime().whole().steering.turns.get((match_type_id, cluster_id))


def wish(told: WishRow) -> str:
    """Put a pin or exclusion down, and return its id; the same again changes nothing. It counts at once.

    Raises InvalidRequestError for what contradicts itself, UnknownIdError for who is not a member or cannot be seen.
    """
    _check(told)
    graph = _graph()
    key = store.write_wish(graph, replace(told, by=current_viewer().id))
    _refresh(graph)
    record(graph, AuditKind.WISH_MADE, about=_words(told))
    return key


def take_back(cluster_id: str, wish_id: str) -> None:
    """Take a pin or exclusion back; UnknownWishError where the cluster has none of this id."""
    graph = _graph()
    store.remove_wish(graph, cluster_id, wish_id)
    _refresh(graph)
    record(graph, AuditKind.WISH_TAKEN_BACK, about=f"{cluster_id}: {wish_id}")


def turn(cluster_id: str, match_type_id: str, factors: Mapping[str, float]) -> None:
    """Let features of a match type count more or less for a cluster's members; all as declared is a reset.

    Raises UnknownIdError for no match type, InvalidRequestError for factors that cannot be.
    """
    declared = match_type(match_type_id)
    try:
        check_factors(declared, factors)
    except ValueError as error:
        raise InvalidRequestError(FieldProblem(field="factors", message=sentence_of(error))) from error
    told = {name: factor for name, factor in factors.items() if factor != 1.0}
    graph = _graph()
    if told:
        store.write_weighting(graph, cluster_id, match_type_id, told, current_viewer().id)
    else:
        store.remove_weighting(graph, cluster_id, match_type_id)
    _refresh(graph)
    record(graph, AuditKind.WEIGHTS_TURNED if told else AuditKind.WEIGHTS_RESET, about=f"{cluster_id}: {match_type_id}")


@dataclass(frozen=True, slots=True)
class MemberSuggestions:
    """A member, and what is suggested to it."""

    id: str
    name: str
    found: MatchList


def batch(
    engine: Engine, cluster_id: str, match_type_id: str, limit: int, members: Sequence[str] | None = None
) -> tuple[MemberSuggestions, ...]:
    """Return the best suggestions of all members of a cluster, or of some; errors as `Engine.suggest`.

    Raises UnknownIdError for who is not a member.
    """
    everyone = member_ids(engine.snapshot, cluster_id)
    wanted = everyone if members is None else members
    for key in wanted:
        if key not in everyone:
            raise UnknownIdError("member of this cluster", key)
    queries = [MatchQuery(match_type_id, organisation=key, limit=limit) for key in wanted]
    names = [engine.snapshot.name(engine.snapshot.row(key)) for key in wanted]
    found = engine.suggest_many(queries)
    return tuple(map(MemberSuggestions, wanted, names, found))


def _check(told: WishRow) -> None:
    snapshot = current_runtime().whole().snapshot
    if told.organisation_id not in member_ids(snapshot, told.cluster_id):
        raise UnknownIdError("member of this cluster", told.organisation_id)
    meant = [value for value in (told.partner_id, told.kind, told.outside) if value is not None]
    problem = None
    if len(meant) != 1:
        problem = FieldProblem(field="partner", message=said("Name one: an organisation, a kind, or a country."))
    elif told.act == Act.PIN and (told.partner_id is None or told.match_type is None):
        problem = FieldProblem(field="partner", message=said("A pin names an organisation and a match type."))
    elif told.partner_id == told.organisation_id:
        problem = FieldProblem(field="partner", message=said("Name another organisation than the member itself."))
    elif told.kind is not None and told.kind not in KINDS:
        problem = FieldProblem(
            field="kind", message=said("There is no such kind; known are {kinds}.", kinds=", ".join(KINDS))
        )
    if problem is not None:
        raise InvalidRequestError(problem)
    if told.match_type is not None:
        match_type(told.match_type)
    if told.partner_id is not None:
        require_seen(told.partner_id)


def _graph() -> Graph:
    return current_runtime().graph()


def _refresh(graph: Graph) -> None:
    refresh_steering(graph, current_runtime().settings.snapshot_dir)


def _words(told: WishRow) -> str:
    meant = told.partner_id or told.kind or f"outside {told.outside}"
    return f"{told.cluster_id}: {told.act} {told.organisation_id} {meant}"
