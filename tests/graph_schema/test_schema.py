"""The types as data, and the database that is to have them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph_schema import store
from graph_schema.account_records import ActsFor, ApiKey, AuditEvent, AuditKind, Invitation, KeyScope, Role
from graph_schema.audiences import Audience, ConsentAudience
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Person
from graph_schema.diagrams import dot, mermaid
from graph_schema.errors import GraphError, SchemaDefinitionError
from graph_schema.records import (
    Capability,
    CapabilityTag,
    Cluster,
    GraphRows,
    KindEvidence,
    Membership,
    Network,
    Organisation,
    OrganisationKind,
    Participation,
    Profile,
    ProfileDirection,
    ProfileSubject,
    Project,
    SizeClass,
)
from graph_schema.schema import EntityType, load, schema
from graph_schema.store import sync_vocabulary, write_rows, write_vectors
from graph_schema.store.imports import ImportStamp

DAY = timedelta(days=1)
SHOW_UNIQUE = "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE type STARTS WITH 'UNIQUE' RETURN *"
SHOW_INDEXES = "SHOW INDEXES YIELD name, type, state RETURN name, type, state"
NODES = "MATCH (n) WHERE NOT n:__Neo4jMigration UNWIND keys(n) AS key RETURN DISTINCT labels(n) AS labels, key"
TIES = (
    "MATCH (a)-[r]->(b) WHERE NOT a:__Neo4jMigration "
    "RETURN DISTINCT labels(a) AS start, type(r) AS type, keys(r) AS keys, labels(b) AS end"
)

ROWS = GraphRows(
    "test",
    organisations=(
        Organisation(
            id="1",
            name="Caldaie",
            kind=OrganisationKind.FIRM,
            kind_evidence=KindEvidence.STATED,
            country="IT",
            region="ITC4C",
            city="Milano",
            latitude=45.5,
            longitude=9.2,
            website="https://example.org",
            description="Caldaie a biomassa",
            is_sme=True,
            employees=40,
            size_class=SizeClass.SMALL,
            founded=1978,
            family_owned=True,
            seeks_successor=False,
            pic="1",
            vat="IT1",
            lei="L",
            ror="R",
        ),
    ),
    projects=(
        Project("10", "BIO", "Title", "Objective", date(2015, 1, 1), date(2018, 1, 1), ("T",), "C", "RIA", "H2020"),
    ),
    participations=(Participation("1", "10", order=1),),
    networks=(Network("n", "Network", "https://network.example"),),
    clusters=(Cluster("c", {"en": "Cluster", "it": "Cluster"}, {"en": "One"}, "IT", "ITC4", ("n",)),),
    memberships=(Membership("1", "c"),),
    project_tags=(CapabilityTag("10", "boilers", "title says so", 0.5),),
    organisation_tags=(CapabilityTag("1", "boilers", "project BIO", 0.5),),
    profiles=(
        Profile(
            id="n1",
            organisation_id="1",
            direction=ProfileDirection.REQUEST,
            subject=ProfileSubject.TECHNOLOGY,
            title="Bruciatori cercati",
            text="Cerchiamo bruciatori a pellet.",
            trl_min=6,
            trl_max=8,
            roles=("supplier",),
            agreements=("supplier",),
            partner_kinds=(OrganisationKind.FIRM,),
            countries=("NO",),
            published=date(2026, 1, 1),
            expires=date(2027, 1, 1),
            withdrawn=date(2026, 6, 1),
        ),
        Profile("o1", "1", ProfileDirection.OFFER, ProfileSubject.BUSINESS, "Caldaie", "Vendiamo caldaie."),
    ),
    profile_tags=(CapabilityTag("n1", "boilers", "title", 0.5),),
)
TERMS = (
    Capability(
        "boilers", {"en": "boilers", "it": "caldaie", "no": "kjeler"}, "equipment", ("heat",), (), {"cpc": "F22"}
    ),
    Capability("heat", {"en": "heat", "it": "calore", "no": "varme"}, "use", (), ("boilers",), {}, ("warmth",)),
)


def test_every_entity_type_has_its_id_constraint_in_the_database(graph: Graph) -> None:
    rows = graph.read(lambda tx: tx.run(SHOW_UNIQUE).data())
    unique = {(row["labelsOrTypes"][0], *row["properties"]) for row in rows}
    assert {(entity.label, entity.id) for entity in schema().entities.values()} <= unique


def test_all_indexes_are_there_and_filled(graph: Graph) -> None:
    rows = graph.read(lambda tx: tx.run(SHOW_INDEXES).data())
    found = {row["name"]: row["type"] for row in rows if row["state"] == "ONLINE"}
    assert (
        found.items()
        >= {
            "organisation_text": "FULLTEXT",
            "project_text": "FULLTEXT",
            "capability_text": "FULLTEXT",
            "profile_text": "FULLTEXT",
            "profile_changed_at": "RANGE",
            "organisation_embedding": "VECTOR",
            "organisation_changed_at": "RANGE",
        }.items()
    )


@pytest.fixture
def written(graph: Graph) -> Graph:
    """The database with a row of every kind in it, written as the service writes."""
    sync_vocabulary(graph, TERMS)
    write_rows(graph, ROWS, stamp=ImportStamp("test", "0123"))
    write_vectors(graph, "model", [("1", "hash", [1.0] + [0.0] * 383)])
    write_people(graph)
    return graph


def write_people(graph: Graph) -> None:
    """Write what belongs to accounts, a node and a tie of every sort."""
    now = datetime.now(UTC)
    for token, acts_for in (("a", ActsFor("1")), ("b", ActsFor(cluster_id="c")), ("d", ActsFor(network_id="n"))):
        invitation = Invitation(f"i{token}", Role.SME_MEMBER, acts_for, "ann@example.org", "Bo", now + DAY)
        store.write_invitation(graph, invitation, token)
    store.make_account(
        graph,
        "a",
        account_id="ann",
        email="ann@example.org",
        name="Ann",
        password_hash="h",  # noqa: S106  of nobody
        session_stamp="s",
    )
    renewing = Invitation("ir", Role.SME_MEMBER, ActsFor("1"), "ann@example.org", "Bo", now + DAY, renews="ann")
    store.write_invitation(graph, renewing, "r")
    store.write_login(graph, "ann")
    store.write_api_key(graph, "ann", ApiKey("k", "Key", (KeyScope.READ,), now, now + DAY), "hash")
    store.write_key_use(graph, "k")
    store.close_account(graph, "ann@example.org", "other")
    store.write_audit_event(graph, AuditEvent(AuditKind.KEY_MADE, now, "ann", "k", ("c",), "127.0.0.1"))
    store.open_cluster(graph, "c", "Network", "n", "ann")
    store.write_audiences(graph, "1", {"size": Audience.OWN})
    agreed = Consent(ConsentAudience.PUBLIC, "I agree.", "ann", now + DAY, id="agreed")
    store.write_contact(graph, "1", "0" * 32, Person("Maria", "Director", "m@example.org", "1"), agreed)
    store.confirm_consent(graph, "0" * 32, "agreed")
    store.end_consent(graph, "1", "0" * 32)
    store.write_refusal(graph, store.Refusal("r", "1", now + DAY), "k")


def test_what_the_service_writes_is_what_the_schema_declares(written: Graph) -> None:
    types = schema()
    for row in written.read(lambda tx: tx.run(NODES).data()):
        entity = next(types.entities[label] for label in row["labels"] if label in types.entities)
        assert set(row["labels"]) <= {entity.label, *entity.kinds}
        assert not entity.planned
        assert declares(entity, row["key"]), f"{entity.label} has an undeclared {row['key']}"
    for row in written.read(lambda tx: tx.run(TIES).data()):
        relation = types.relations[row["type"]]
        assert any(start in row["start"] and end in row["end"] for start, end in relation.between), row
        assert not relation.planned
        assert set(row["keys"]) <= set(relation.properties), row


def declares(entity: EntityType, key: str) -> bool:
    """Whether an entity type has a property for this key, by itself or by language or scheme."""
    return any(key == name or (p.by and key.startswith(f"{name}_")) for name, p in entity.all_properties().items())


@pytest.mark.parametrize("words", ["caldaie", "MILANO", "boilers", "kjeler", "biomassa"])
def test_full_text_finds_organisations_by_name_city_and_capability_in_three_languages(
    written: Graph, words: str
) -> None:
    query = "CALL db.index.fulltext.queryNodes('organisation_text', $words) YIELD node RETURN node.id AS id"
    assert written.read(lambda tx: tx.run(query, words=words).value()) == ["1"]


def test_the_vector_index_answers_peoples_own_cypher(written: Graph) -> None:
    query = "CALL db.index.vector.queryNodes('organisation_embedding', 1, $vector) YIELD node RETURN node.id AS id"
    written.write(lambda tx: tx.run("CALL db.awaitIndexes(10)").consume())
    assert written.read(lambda tx: tx.run(query, vector=[1.0] + [0.0] * 383).value()) == ["1"]


def test_an_id_is_taken_once(written: Graph) -> None:
    with pytest.raises(GraphError, match="refused a request"):
        written.write(lambda tx: tx.run("CREATE (:Organisation {id: '1'})").consume())


@pytest.mark.parametrize("draw", [mermaid, dot])
def test_a_diagram_has_every_type_and_every_tie(draw: object) -> None:
    assert callable(draw)
    text = draw(schema())
    assert all(f"  {label}" in text for label in schema().entities)
    for relation in schema().relations.values():
        assert text.count(relation.type) >= len(relation.between)


@pytest.mark.parametrize(
    ("file", "content", "complaint"),
    [
        ("firm.yaml", "label: Firm", "firm.yaml is no type of the schema"),
        ("firm.yaml", "{", "firm.yaml is no type of the schema"),
        (
            "other.yaml",
            "{label: Firm, id: id, names: {en: a, it: b}, description: {en: a, it: b}, properties: {}}",
            "Firm is declared twice",
        ),
        (
            "other.yaml",
            "{label: firm, id: id, names: {en: a, it: b}, description: {en: a, it: b}, properties: {}}",
            "firm is not written LikeThis",
        ),
        (
            "other.yaml",
            "{label: Other, id: id, names: {en: a, it: b}, description: {en: a, it: b}, properties: {}}",
            "Other has no property id",
        ),
        (
            "relations.yaml",
            "[{type: KNOWS, between: [[Organisation, Elf]], names: {en: a, it: b}, reverse: {en: a, it: b}}]",
            "KNOWS runs to Elf, which is not declared",
        ),
        (
            "relations.yaml",
            "[{type: knows, between: [], names: {en: a, it: b}, reverse: {en: a, it: b}}]",
            "knows is not written LIKE_THIS",
        ),
        ("relations.yaml", "[{type: KNOWS, colour: red}]", "relations.yaml is no type of the schema"),
    ],
)
def test_a_schema_that_contradicts_itself_is_refused(tmp_path: Path, file: str, content: str, complaint: str) -> None:
    source = Path(__file__).parents[2] / "graph_schema" / "types"
    (tmp_path / "organisation.yaml").write_bytes((source / "organisation.yaml").read_bytes())
    (tmp_path / "relations.yaml").write_text("[]")
    (tmp_path / file).write_text(content)
    with pytest.raises(SchemaDefinitionError, match=complaint):
        load(tmp_path)
