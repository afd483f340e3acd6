"""Who outside the cluster could fill a gap: the engine's own features, asked about one capability."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from matchers.directory import organisation_card
from matchers.evidence_said import evidence_said
from matchers.features import FEATURES, Explanation, Feature
from matchers.features.texts import project_name
from matchers.gaps.results import Filler
from matchers.gaps.strengths import SOME, Strengths
from matchers.match_types import ANY, Curve, MatchType, Weighted
from matchers.ranker import best, score
from matchers.said import counted, listed, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.telling import reasons_of

TIE_SCALE: Final = 0.5
"""This tie strength to the members, one project of three, makes a value of 1 - 1/e."""

WEIGHTS: Final = {"can_do": 0.5, "main_work": 0.2, "knows_members": 0.15, "recent_activity": 0.1, "leadership": 0.05}


@dataclass(frozen=True)
class Fillers:
    """Ranks those outside by how well they could bring one capability (a column) into the cluster."""

    strengths: Strengths
    column: int

    @cached_property
    def can(self) -> Floats:
        """How strong everyone is in it (n)."""
        return self.strengths.of_all(self.column)

    @cached_property
    def eligible(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Who is outside and has some evidence for it (n)."""
        return self.strengths.outside & (self.can >= SOME)

    def best(self, limit: int) -> tuple[Filler, ...]:
        """Return the best, at most `limit`."""
        snapshot, seeker = self.strengths.snapshot, self._seeker()
        scores = score(seeker, snapshot, self._declared()).among(self.eligible)
        return tuple(
            Filler(
                organisation=organisation_card(snapshot, row),
                score=float(scores.totals[row]),
                evidence=self._evidence(row),
                reasons=reasons_of(seeker, snapshot, scores, row),
            )
            for row in best(scores.totals, self.eligible, limit)
        )

    def _seeker(self) -> Seeker:
        """The cluster as one that seeks this capability; its partners are those of all members."""
        snapshot = self.strengths.snapshot
        ties = np.asarray(snapshot.tie_strength[self.strengths.members].sum(axis=0), dtype=np.float32).ravel()
        tied = np.flatnonzero(ties)
        return Seeker(
            snapshot=snapshot,
            name=snapshot.capability_label(self.column),
            vector=np.zeros(snapshot.vectors.shape[1], dtype=np.float32),
            capabilities=np.eye(len(self.strengths.answering), dtype=np.float32)[self.column],
            partner_rows=tied,
            partner_strengths=ties[tied],
        )

    def _declared(self) -> MatchType:
        features = FEATURES | {
            "can_do": Feature("can_do", self.can_do, self._explain_can_do, needs_organisation=False, is_ground=True),
            "main_work": Feature("main_work", self.main_work, self._explain_main_work, needs_organisation=False),
            "knows_members": Feature(
                "knows_members", knows_members, self._explain_knows_members, needs_organisation=False
            ),
        }
        rows = tuple(Weighted(features[name], weight, Curve()) for name, weight in WEIGHTS.items())
        return MatchType("gap", {}, {}, {ANY: (ANY,)}, (), rows, ())

    def can_do(self, seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG002  # features have one signature
        """They can do what members lack.

        The strength of the evidence for it, or for a narrower capability.
        """
        return self.can

    def main_work(self, seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG002
        """It is a main part of what they do.

        The strength in it / the greatest strength that they have in anything.
        """
        strongest = snapshot.capability.max(axis=1).toarray().ravel()
        return np.asarray(np.divide(self.can, strongest, out=np.zeros_like(self.can), where=strongest > 0))

    def _explain_main_work(self, seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:  # noqa: ARG002
        columns, strengths = row_of(snapshot.capability, row)
        main = int(columns[np.argmax(strengths)])
        if self.strengths.answering[self.column][main]:
            return Explanation(said("Nothing else they do is better shown."), "", snapshot.capability_phrase(main))
        told = said(
            "It is part of what they do; most shown is their work on {capability}.",
            capability=snapshot.capability_phrase(main),
        )
        return Explanation(told, "", snapshot.capability_phrase(main))

    def _explain_can_do(self, seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
        told = said(
            "They work on {capability}: {evidence}.",
            capability=snapshot.capability_phrase(self.column),
            evidence=self._evidence(row),
        )
        return Explanation(told, seeker.name, f"{self.can[row]:.2f}")

    def _explain_knows_members(self, seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:  # noqa: ARG002
        partners, ties = row_of(snapshot.tie_strength, row)
        known = np.isin(partners, self.strengths.members)
        members = partners[known][np.argsort(-ties[known], kind="stable")].tolist()
        joint = set(snapshot.projects_of(row).tolist()) & set(snapshot.projects_of(members[0]).tolist())
        latest = min(joint, key=snapshot.project_order.__getitem__)
        names, where = listed(members, snapshot.name, most=2), project_name(snapshot, latest)
        told = said("They have worked with {names}, lately in {project}.", names=names, project=where)
        return Explanation(told, "", counted("{count} member", "{count} members", len(members)))

    def _evidence(self, row: int) -> str:
        """Return the evidence of the strongest capability of the row that answers."""
        snapshot = self.strengths.snapshot
        columns, strengths = row_of(snapshot.capability, row)
        answering = np.flatnonzero(self.strengths.answering[self.column][columns])
        strongest = int(answering[np.argmax(strengths[answering])])
        return evidence_said(snapshot.capability_evidence.text(int(snapshot.capability.indptr[row]) + strongest))


def knows_members(seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG001  # features have one signature
    """They have worked with members already, in a small team more than in a crowd.

    1 - exp(-2 s), with s the sum of their tie strengths to members.
    """
    return np.asarray(1.0 - np.exp(-seeker.partners / TIE_SCALE), dtype=np.float32)
