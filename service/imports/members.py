"""A cluster's own list of members (CSV or a spreadsheet, columns in any order) to rows for the graph."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from graph_schema.records import KindEvidence, Membership, Organisation
from matchers.names import fold_words
from matchers.said import said
from service.findings import sentence_of
from service.imports.enterprise_facts import is_large
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.kinds import kind_from_name
from service.imports.limits import FileLimits
from service.imports.member_headers import MemberColumns, is_member_header, member_columns
from service.imports.member_records import MemberRecord
from service.imports.rows import models
from service.imports.tables import Table, read_table
from service.imports.values import vat_number

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What the id of a cluster or of a network is made of."""

_SLUG_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a list: its line, the organisation it tells of, and the capabilities it states in its own words."""

    line: int
    organisation: Organisation
    stated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberList:
    """A list as read: its members, and the headers of columns that we do not use."""

    cluster_id: str
    members: tuple[Member, ...]
    unused_columns: tuple[str, ...]

    @property
    def source(self) -> str:
        """What the graph calls this source."""
        return f"members:{self.cluster_id}"

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The ties of all members to the cluster."""
        return tuple(Membership(member.organisation.id, self.cluster_id) for member in self.members)


def read_members(data: bytes, name: str, cluster_id: str, limits: FileLimits, country: str | None = None) -> MemberList:
    """Read a member list; `country` (ISO code) stands where neither a row nor its VAT number tells one.

    An organisation's id is made of the cluster and its PIC, else its VAT number, else its name, so that it is the same
    every time, and never the id of an organisation from elsewhere: whether they are one is for a person to decide.
    Raises ImportTooLargeError, ImportFileError, or ImportRowsError listing the wrong rows.
    """
    check_cluster_id(cluster_id)
    table = member_table(data, name, limits)
    errors = RowErrors(name)
    listed = listed_members(table, cluster_id, country, errors)
    raise_if_any(errors)
    return listed


def member_table(data: bytes, name: str, limits: FileLimits) -> Table:
    """Read the table of a member list, wherever its header stands; errors as `read_table`."""
    return read_table(data, name, limits, is_header=is_member_header)


def listed_members(table: Table, cluster_id: str, country: str | None, errors: RowErrors) -> MemberList:
    """Return the members of a table, and note what is wrong with its rows; ImportFileError as `member_columns`."""
    columns = member_columns(table)
    members: dict[str, Member] = {}
    for line, record in models(table, MemberRecord, columns.places, errors):
        _add(members, _member(line, record, cluster_id, columns, country, errors), errors)
    return MemberList(cluster_id, tuple(members.values()), columns.unused)


def single_member(record: MemberRecord, cluster_id: str) -> Member:
    """Return one member as a row of a list would be, with the id it would have there; ValueError for its VAT number."""
    columns, errors = MemberColumns({}, (), None, "vat"), RowErrors("form")
    member = _member(0, record, cluster_id, columns, None, errors)
    if errors.found:
        raise ValueError(errors.found[0].problem)
    return member


def check_cluster_id(cluster_id: str) -> None:
    """Raise ImportFileError when an id of a cluster is not made of small letters, digits and single hyphens."""
    if not SLUG.fullmatch(cluster_id):
        raise ImportFileError(
            said(
                "{cluster_id!r} cannot be the id of a cluster: use small letters, digits and single hyphens, as in "
                "lombardy-energy.",
                cluster_id=cluster_id,
            )
        )


def _member(  # noqa: PLR0913, PLR0917 - a row and all that a row's meaning depends on
    line: int,
    record: MemberRecord,
    cluster_id: str,
    columns: MemberColumns,
    country: str | None,
    errors: RowErrors,
) -> Member:
    vat = _vat(line, record, columns, country, errors)
    kind, evidence = (record.kind, KindEvidence.STATED) if record.kind else kind_from_name(record.name)
    organisation = Organisation(
        id=_identifier(cluster_id, record, vat),
        name=record.name,
        kind=kind,
        kind_evidence=evidence,
        country=record.country or (vat[:2] if vat else None) or country,
        region=record.region,
        city=record.city,
        latitude=record.latitude,
        longitude=record.longitude,
        website=record.website,
        description=record.description,
        is_sme=_is_sme(record),
        employees=record.headcount,
        size_class=record.told_size,
        founded=record.founded,
        family_owned=record.family_owned,
        seeks_successor=record.seeks_successor,
        pic=record.pic,
        vat=vat,
        lei=record.lei,
        ror=record.ror,
    )
    return Member(line, organisation, record.capabilities)


def _vat(line: int, record: MemberRecord, columns: MemberColumns, country: str | None, errors: RowErrors) -> str | None:
    if record.vat is None:
        return None
    try:
        return vat_number(record.vat, record.country or columns.vat_country or country)
    except ValueError as error:
        errors.add(line, columns.vat_header, sentence_of(error))
        return None


def _is_sme(record: MemberRecord) -> bool | None:
    if record.is_sme is None and is_large(record.headcount, record.told_size):
        return False  # with fewer people it may be one
    return record.is_sme


def _identifier(cluster_id: str, record: MemberRecord, vat: str | None) -> str:
    if record.pic:
        return f"{cluster_id}:pic:{record.pic}"
    return f"{cluster_id}:vat:{vat}" if vat else f"{cluster_id}:{slug(record.name)}"


def slug(name: str) -> str:
    """Return a name as part of an id: folded words joined by hyphens; a hash for what is too long or only signs."""
    words = "-".join(fold_words(name))
    if 0 < len(words) <= _SLUG_LENGTH:
        return words
    return (words[:_SLUG_LENGTH] + "-" + blake2b(name.encode(), digest_size=6).hexdigest()).lstrip("-")


def _add(members: dict[str, Member], member: Member, errors: RowErrors) -> None:
    """Add a member; one with the same number but another name gets an id of its own, for a person to look at."""
    identifier = member.organisation.id
    if identifier in members and members[identifier].organisation.name != member.organisation.name:
        identifier = f"{identifier}:{slug(member.organisation.name)}"
        member = replace(member, organisation=replace(member.organisation, id=identifier))
    if identifier in members:
        first = members[identifier].line
        errors.add(
            member.line,
            "name",
            said("this is the same organisation as on line {first}: remove one of the two rows.", first=first),
        )
    else:
        members[identifier] = member


def lines_by_id(members: Iterable[Member]) -> dict[str, int]:
    """Return the line of each organisation of a list."""
    return {member.organisation.id: member.line for member in members}
