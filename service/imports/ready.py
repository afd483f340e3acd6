"""A member list made ready for the graph: its rows, what was decided of them, and what there is to say about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph_schema.connection import Graph
from graph_schema.records import Cluster, GraphRows, Network
from graph_schema.store import Identity, read_cluster_ids, read_identities, read_other_ids
from matchers.said import said
from service.findings import sentence_of
from service.imports.countries import country_code
from service.imports.decisions import decided, read_decisions
from service.imports.duplicates import Duplicate, likely_duplicates
from service.imports.errors import ImportFileError
from service.imports.known import told_of
from service.imports.limits import FileLimits
from service.imports.member_tags import MemberTags, member_tags
from service.imports.members import SLUG, MemberList
from service.imports.notices import notices
from service.imports.report import identities
from service.imports.tagging import vocabulary_tagger


@dataclass(frozen=True, slots=True)
class MembersRequest:
    """What to do with a member list: whose it is, and what was decided.

    `cluster_names` (language to name) make a cluster that is not there yet; `country` (ISO code) is assumed where a row
    tells none; `decisions` is the contents of a file as `decisions.read_decisions` takes it. `networks` are those that
    the cluster is part of: id to name, None for one that is in the graph already.
    """

    cluster_id: str
    cluster_names: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    decisions: bytes | None = None
    networks: Mapping[str, str | None] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ReadyMembers:
    """A list's members under the ids that were decided (`same_as`: the list's id to the organisation's), as rows.

    `there` are the organisations of the graph that it may be compared with.
    """

    listed: MemberList
    tags: MemberTags
    rows: GraphRows
    same_as: Mapping[str, str]
    there: tuple[Identity, ...]

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Who of the list may be an organisation that is there, or another one of the list."""
        return likely_duplicates(identities(self.rows.organisations), self.there)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is left out, and why, a sentence each."""
        return _notices(self.listed, self.tags, self.there)


def ready_members(
    graph: Graph, listed: MemberList, request: MembersRequest, limits: FileLimits, within: frozenset[str] | None
) -> ReadyMembers:
    """Make a list ready; `within` as for `import_members`, ImportFileError for a cluster that is not there."""
    there = tuple(told_of(read_identities(graph), within))
    same_as = _same_as(graph, request, there, limits)
    listed = MemberList(listed.cluster_id, decided(listed.members, same_as), listed.unused_columns)
    tags = member_tags(listed.members, vocabulary_tagger())
    return ReadyMembers(listed, tags, _member_rows(graph, listed, tags, request), same_as, there)


def told_country(request: MembersRequest) -> str | None:
    """Return the ISO code of the country that a request tells, if it tells one; ImportFileError for no country."""
    try:
        return country_code(request.country) if request.country else None
    except ValueError as error:
        raise ImportFileError(said("The country {error}", error=sentence_of(error))) from error


def networks_told(options: Iterable[str]) -> dict[str, str | None]:
    """Return id to name of networks told as "id" or "id=Name"; ImportFileError for an id that cannot be one."""
    told: dict[str, str | None] = {}
    for option in options:
        key, _, name = (part.strip() for part in option.partition("="))
        if not SLUG.fullmatch(key):
            raise ImportFileError(
                said(
                    "{key!r} cannot be the id of a network: use small letters, digits and single hyphens, and put "
                    "its name behind to make it, as in clean-power-network=Clean Power Network.",
                    key=key,
                )
            )
        told[key] = name or None
    return told


def _same_as(graph: Graph, request: MembersRequest, there: Sequence[Identity], limits: FileLimits) -> dict[str, str]:
    """Return the decisions of former imports and of this one."""
    ids = {identity.id for identity in there}
    former = {own: other for own, other in read_other_ids(graph).items() if other in ids}
    if request.decisions is None:
        return former
    return former | read_decisions(request.decisions, "the file of decisions", limits, ids)


def _member_rows(graph: Graph, listed: MemberList, tags: MemberTags, request: MembersRequest) -> GraphRows:
    if not request.cluster_names and listed.cluster_id not in read_cluster_ids(graph):
        raise ImportFileError(
            said(
                "There is no cluster {cluster_id!r} yet. Give its name too (--cluster-name) to make it, or correct "
                "the id.",
                cluster_id=listed.cluster_id,
            )
        )
    cluster = Cluster(listed.cluster_id, dict(request.cluster_names), networks=tuple(request.networks))
    return GraphRows(
        source=listed.source,
        organisations=tuple(member.organisation for member in listed.members),
        networks=tuple(Network(key, name) for key, name in request.networks.items() if name),
        clusters=(cluster,) if request.cluster_names or request.networks else (),
        memberships=listed.memberships,
        organisation_tags=tags.rows,
    )


def _notices(listed: MemberList, tags: MemberTags, there: Sequence[Identity]) -> tuple[str, ...]:
    unlisted = {identity.id: identity.name for identity in there if listed.cluster_id in identity.clusters}
    for tie in listed.memberships:
        unlisted.pop(tie.organisation_id, None)
    unknown = [said("{words!r} (line {line})", line=line, words=words) for line, words in tags.unknown]
    return notices(
        (
            (said("These columns are not used"), listed.unused_columns),
            (said("These stated capabilities are not in the vocabulary and were left out"), unknown),
            (said("These members are not in the list and stay members"), tuple(unlisted.values())),
        )
    )
