"""Complete a consortium: what an idea needs, who is missing, whole teams, and who could replace whom."""

from flask import Response

from matchers.consortium import assemble, repair, rules
from matchers.consortium.results import Consortium, Repair
from matchers.encoder import Encoder
from matchers.said import counted
from service.api.blueprints import api_blueprint, problems
from service.api.consortium_answers import ConsortiumAnswer, RepairAnswer, RuleSet, RuleSetsAnswer
from service.api.consortium_queries import ConsortiumBody, RepairBody
from service.api.matching import ECHO_CHARACTERS, notes_on, turned_note
from service.api.meta import as_fields, current_meta, respond
from service.api.queries import NoQuery
from service.runtime import current_runtime

blueprint = api_blueprint("consortia", "Consortia for a project idea: missing roles, whole teams, replacements.")


@blueprint.post("/consortia", responses={200: ConsortiumAnswer, **problems(404, 413)})
def assemble_consortia(body: ConsortiumBody) -> Response:
    """Tell what an idea needs, which partners are missing, and suggest different whole teams with what each adds."""
    engine = current_runtime().engine()
    found = assemble(engine, body.query())
    notes = team_notes(body.idea, engine.encoder, found)
    told = {"idea": body.idea[:ECHO_CHARACTERS], "notes": notes, "meta": current_meta()}
    return respond(ConsortiumAnswer.model_validate(as_fields(found) | told))


@blueprint.post("/consortia/repair", responses={200: RepairAnswer, **problems(404, 413)})
def repair_consortium(body: RepairBody) -> Response:
    """Suggest who could take the place of one member of a team, by what they bring back; all others stay."""
    engine = current_runtime().engine()
    found = repair(engine, body.query(), body.team, body.leaving)
    told = {"notes": team_notes(body.idea, engine.encoder, found), "meta": current_meta()}
    return respond(RepairAnswer.model_validate(as_fields(found) | told))


@blueprint.get("/consortium-rules", responses={200: RuleSetsAnswer})
def list_consortium_rules(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the rules that teams can be asked to keep."""
    items = [RuleSet.model_validate(as_fields(one) | _sorted_countries(one)) for one in rules.rule_sets().values()]
    return respond(RuleSetsAnswer(items=items))


def team_notes(idea: str, encoder: Encoder, found: Consortium | Repair) -> list[str]:
    """Say what a reader should know about teams: how well the idea was read, by which weights, and who is left out."""
    notes, count = [*notes_on(idea, encoder), *([turned_note(found.turned)] if found.turned else [])], found.left_out
    if not count:
        return notes
    whom = counted(
        "{count} organisation is left out of all teams, since one side declined to work with the other.",
        "{count} organisations are left out of all teams, since one side declined to work with the other.",
        count,
    )
    return [*notes, whom]


def _sorted_countries(one: rules.RuleSet) -> dict[str, list[str]]:
    return {"counting": sorted(one.counting), "anchor": sorted(one.anchor)}
