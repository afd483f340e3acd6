"""What the API answers about a cluster's figures. Models are filled from the matchers' results by attribute name."""

from pydantic import Field

from service.api.answers import Answer, Meta, OrganisationSummary


class Figure(Answer):
    """One figure of a cluster's network."""

    name: str
    label: str
    unit: str = Field(description="share (from 0 to 1), members, links, links a year or years.")
    value: float | None = Field(description="Null where there is nothing to compute it from.")
    sentence: str = Field(description="The same in words, with the numbers it is made of.")
    about: str = Field(description="What it is.")
    formula: str = Field(description="How it is computed, and the source.")


class YearFigures(Answer):
    """The network of today's members at the end of a year."""

    year: int
    new_links: int = Field(description="Pairs of members that worked together for the first time.")
    links: int = Field(description="Pairs of members that had worked together by then.")
    alone: int = Field(description="Members that had worked with no other member by then.")
    largest_part: float = Field(description="Share of members in the largest group that hangs together.")


class MemberFigures(Answer):
    """One member in the network."""

    organisation: OrganisationSummary
    links: int = Field(description="Members that it has worked with.")
    outside: int = Field(description="Organisations outside the cluster that it has worked with.")
    abroad: int = Field(description="Those of them in another country.")
    only_way: int = Field(description="Those of them that no other member has worked with.")
    betweenness: float = Field(description="Share, from 0 to 1, of shortest paths between two members that it is on.")
    constraint: float | None = Field(description="Burt's constraint: low where its contacts do not know each other.")
    cuts_off: int = Field(description="Members that would lose their way to the rest without it.")


class ClusterFiguresAnswer(Answer):
    """The network of a cluster's members in figures."""

    cluster: str
    figures: list[Figure]
    years: list[YearFigures] = Field(description="From the first project of the members to the last.")
    bridges: list[MemberFigures] = Field(description="Who stands most between other members, at most ten.")
    alone: list[MemberFigures] = Field(description="Who has worked with no other member, the busiest first.")
    meta: Meta
