"""Writes docs/REFERENCE.md from the code: settings, commands, endpoints, roles, match types, features (`make docs`)."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask_openapi.openapi import OpenAPI

from matchers.consortium.objective import WEIGHTS
from matchers.consortium.rules import rule_sets
from matchers.features import FEATURES
from matchers.gaps.demand import LEAST_PROJECTS, LEAST_SHARE
from matchers.gaps.fillers import WEIGHTS as FILLER_WEIGHTS
from matchers.gaps.strengths import SOME, STRONG, WORKS
from matchers.match_types import Curve, MatchType, match_types
from matchers.network.figures import FIGURES, documented
from service.api.application import openapi_document
from service.api.examples import curl
from service.app import create_app
from service.auth.policy import ROLES, Rule, policy
from service.cli import COMMANDS
from service.settings import Settings

PATH = Path(__file__).with_name("REFERENCE.md")

INTRODUCTION = """# Reference
Written from the code by `make docs`; a test fails when it is not up to date."""


def reference() -> str:
    """Return the whole reference as Markdown."""
    app = create_app(Settings())
    parts = (
        [INTRODUCTION],
        settings_section(),
        commands_section(app),
        endpoints_section(app),
        policy_section(app),
        match_types_section(),
        features_section(),
        consortia_section(),
        figures_section(),
        gaps_section(),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def settings_section() -> Iterator[str]:
    """Yield a table of all settings."""
    yield "\n## Settings\nEnvironment variables, read when the service or a command starts.\n"
    yield "| variable | default | what it does |\n|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "unset" if default is None or not str(default) else f"`{default}`"
        yield f"| `{name.upper()}` | {shown} | {field.description} |"


def commands_section(app: OpenAPI) -> Iterator[str]:
    """Yield all commands with their options."""
    yield "\n## Commands\nRun them from the repository's folder as `.venv/bin/flask COMMAND`."
    names = {name.rstrip("_").replace("_", "-") for name in COMMANDS}
    for name, command in sorted(app.cli.commands.items()):
        if name in names:
            yield from command_lines(name, command)


def command_lines(name: str, command: click.Command) -> Iterator[str]:
    """Yield a command's help, and that of the commands below it."""
    context = click.Context(command, info_name=f"flask {name}", terminal_width=110)
    yield f"\n### `flask {name}`\n```text\n{command.get_help(context)}\n```"
    for below, sub in sorted(getattr(command, "commands", {}).items()):
        yield from command_lines(f"{name} {below}", sub)


def endpoints_section(app: OpenAPI) -> Iterator[str]:
    """Yield a table of all endpoints."""
    yield "\n## Endpoints\nThe OpenAPI 3.1 document is at `/api/v1/openapi.json`, a page made from it at `/docs`.\n"
    yield "| method | path | parameters | what it does |\n|---|---|---|---|"
    for path, operations in sorted(openapi_document(app)["paths"].items()):
        for method, operation in sorted(operations.items()):
            names = ", ".join(f"`{parameter['name']}`" for parameter in operation.get("parameters", ()))
            yield f"| {method.upper()} | `{path}` | {names} | {operation.get('summary', '')} |"
    yield "\n### Examples\nEach is answered on the seed data, as shown at `/docs`. KEY is a key that may write.\n```sh"
    for path, operations in sorted(openapi_document(app)["paths"].items()):
        for method, operation in sorted(operations.items()):
            yield curl(method, path, operation)
    yield "```"


def policy_section(app: OpenAPI) -> Iterator[str]:
    """Yield who may do what: the rules, and which of them holds where."""
    yield (
        "\n## Who may do what\nDeclared in `service/auth/policy.yaml`, which every request is held against. "
        "`any`: everything. `if_open`: everything while `ACCESS` is `open`, else nothing. `open_to_me`: while `ACCESS` "
        "is `accounts`, one's own cluster and those open to it, one's own organisation, and organisations of no "
        "cluster; else everything. `own_…`: that alone. What a role may not reach is answered with 404; a visitor is "
        "asked to log in.\n"
    )
    yield f"| rule | {' | '.join(role.replace('_', ' ') for role in ROLES)} | key | what it is |"
    yield f"|---|{'---|' * len(ROLES)}---|---|"
    for name, rule in policy().rules.items():
        scopes = " | ".join(f"`{scope}`" if (scope := getattr(rule, role)) else "" for role in ROLES)
        yield f"| `{name}` | {scopes} | {key_words(rule)} | {rule.says} |"
    yield "\n| method | path | rule |\n|---|---|---|"
    rows = (
        (one.rule, ", ".join(sorted((one.methods or set()) - {"HEAD", "OPTIONS"})), one.endpoint)
        for one in app.url_map.iter_rules()
    )
    for path, methods, endpoint in sorted(rows):
        yield f"| {methods} | `{path}` | `{policy().operations[endpoint]}` |"


def key_words(rule: Rule) -> str:
    """Return which API key will do."""
    if rule.session_only:
        return "none will do"
    if rule.by_address:
        return "the address itself"
    if rule.anonymous:
        return "not looked at"
    return "to write: `write`" if rule.writes else "`read`"


def match_types_section() -> Iterator[str]:
    """Yield each match type with its weights."""
    yield "\n## Match types\nDeclared in `matchers/match_types/`, one file each."
    for declared in match_types().values():
        yield f"\n### {declared.labels['en']} (`{declared.id}`)\n{declared.description['en']}\n\n{who(declared)}\n"
        if declared.learned:
            yield f"The learned ranker gives {declared.learned:.0%} of a score where it can, the features the rest.\n"
        yield "| feature | weight | counts |\n|---|---|---|"
        for row in declared.features:
            yield f"| `{row.feature.name}` | {row.weight:.2f} | {curve_words(row.curve)} |"


def who(declared: MatchType) -> str:
    """Return who is suggested to whom."""
    pairs = "; ".join(f"{seeker}: {', '.join(kinds)}" for seeker, kinds in declared.pairs.items())
    conditions = f" Conditions: {', '.join(declared.conditions)}." if declared.conditions else ""
    partners = " Past partners are welcome." if declared.welcomes_partners else ""
    return f"Suggested to: {pairs}.{conditions}{partners}"


def curve_words(curve: Curve) -> str:
    """Return how a feature counts."""
    return "the more the better" if curve.middle is None else f"best at {curve.middle} (width {curve.width})"


def features_section() -> Iterator[str]:
    """Yield each feature with its sentence and its formula."""
    yield (
        "\n## Features\nEach is a number in [0, 1] for every organisation. Those marked as common ground show that two "
        "have something to do with each other; the others count only as far as these do."
    )
    for feature in FEATURES.values():
        sentence, _, formula = (feature.values.__doc__ or "").partition("\n")
        ground = " Common ground." if feature.is_ground else ""
        yield f"\n### `{feature.name}`\n{sentence}{ground}\n\n{' '.join(formula.split())}"


def consortia_section() -> Iterator[str]:
    """Yield the rule sets of consortia, and what a team's value is made of."""
    yield "\n## Consortia\nRules are declared in `matchers/consortium/rules/`, one file each.\n"
    yield "| rules | what they ask for |\n|---|---|"
    for rules in rule_sets().values():
        yield f"| `{rules.id}` | {rules.description['en']} |"
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in WEIGHTS.items())
    yield f"\nA team's value is the sum of its parts, each in [0, 1], times their weights: {weights}."


def figures_section() -> Iterator[str]:
    """Yield each figure of a cluster with its unit, formula and source."""
    yield (
        "\n## Figures of a cluster\nComputed from the snapshot. A link is two members that took part in at least one "
        "project together, from the year in which the first of these projects started.\n"
    )
    yield "| figure | unit | what it is | formula and source |\n|---|---|---|---|"
    for name, figure in FIGURES.items():
        about, formula = documented(figure)
        yield f"| `{name}` | {figure.unit} | {about} | {formula} |"


def gaps_section() -> Iterator[str]:
    """Yield what a gap is, and how those who could fill it are ranked."""
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in FILLER_WEIGHTS.items())
    yield (
        "\n## Gaps of a cluster\nA gap is a capability of severity 3 or more: members that need it / (1 + members that "
        f"are strong in it). Strong is a strength of {STRONG} or more; {SOME} is some evidence, {WORKS} is to work on "
        "something. A member needs what it asks for in a request that stands; what feeds into something that it works "
        f"on, if at least {LEAST_PROJECTS} known projects on that, and {LEAST_SHARE:.0%}, are also about it; and what "
        "it has touched in projects without being strong in it. The narrower capability counts for the broader one; "
        "the broadest terms are no gaps, and of a term and a narrower one only the more severe is told.\n\n"
        f"Those outside are ranked by {weights}."
    )


if __name__ == "__main__":
    PATH.write_text(reference(), encoding="utf-8")
