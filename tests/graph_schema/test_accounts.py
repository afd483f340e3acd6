"""Accounts in a real Neo4j: whose they are, which clusters they may read, and to whom clusters are open."""

from datetime import UTC, datetime, timedelta

import pytest

from graph_schema import store
from graph_schema.account_records import Account, ActsFor, Invitation, Role
from graph_schema.connection import Graph
from graph_schema.errors import UnknownReaderError
from graph_schema.records import Cluster, GraphRows, Membership, Network, Organisation

ROWS = GraphRows(
    "test",
    organisations=(Organisation("firm", "Firm"), Organisation("loner", "Loner")),
    networks=(Network("net", "Network"), Network("other-net", "Other")),
    clusters=(
        Cluster("home", {"en": "Home"}),
        Cluster("abroad", {"en": "Abroad"}, networks=("net",)),
        Cluster("third", {"en": "Third"}),
    ),
    memberships=(Membership("firm", "home"),),
)
READERS = {
    "member": (Role.SME_MEMBER, ActsFor("firm")),
    "loner": (Role.SME_MEMBER, ActsFor("loner")),
    "home": (Role.CLUSTER_MANAGER, ActsFor(cluster_id="home")),
    "abroad": (Role.CLUSTER_MANAGER, ActsFor(cluster_id="abroad")),
    "partner": (Role.NETWORK_PARTNER, ActsFor(network_id="net")),
}


@pytest.fixture(autouse=True)
def _rows(graph: Graph) -> None:
    store.write_rows(graph, ROWS)


def account(graph: Graph, name: str) -> Account:
    """One of READERS, made if it is not there yet."""
    found = store.read_account(graph, name)
    if found is None:
        role, acts_for = READERS[name]
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        store.write_invitation(graph, Invitation(name, role, acts_for, None, "Ann", tomorrow), name)
        email = f"{name}@example.org"
        store.make_account(
            graph,
            name,
            account_id=name,
            email=email,
            name=name,
            password_hash="h",  # noqa: S106  of nobody
            session_stamp="s",
        )
        found = store.read_account(graph, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("opened", "reads"),
    [
        ((), {}),
        ((("home", "Cluster", "abroad"),), {"abroad": {"home"}}),
        ((("home", "Network", "net"),), {"abroad": {"home"}, "partner": {"home"}}),
        ((("home", "Network", "other-net"),), {}),
        ((("abroad", "Cluster", "home"),), {"home": {"abroad"}, "member": {"abroad"}}),
        ((("abroad", "Network", "net"),), {"partner": {"abroad"}}),
        (
            (("home", "Network", "net"), ("third", "Network", "net"), ("home", "Cluster", "abroad")),
            {"abroad": {"home", "third"}, "partner": {"home", "third"}},
        ),
    ],
)
def test_a_cluster_is_read_by_those_it_is_open_to_and_by_nobody_else(
    graph: Graph, opened: tuple[tuple[str, store.ReaderLabel, str], ...], reads: dict[str, set[str]]
) -> None:
    for cluster, label, reader in opened:
        store.open_cluster(graph, cluster, label, reader, "Ann")
    assert {name: set(account(graph, name).open_clusters) for name in READERS} == {
        name: reads.get(name, set()) for name in READERS
    }
    own = {name: set(account(graph, name).clusters) for name in READERS}
    assert own == {"member": {"home"}, "loner": set(), "home": {"home"}, "abroad": {"abroad"}, "partner": set()}


def test_it_is_closed_again(graph: Graph) -> None:
    store.open_cluster(graph, "home", "Cluster", "abroad", "Ann")
    store.open_cluster(graph, "home", "Cluster", "abroad", "Bo")
    (reader,) = store.read_openness(graph, "home")
    assert (reader.id, reader.label, reader.by) == ("abroad", "Cluster", "Ann")
    store.close_cluster(graph, "home", "Cluster", "abroad")
    assert store.read_openness(graph, "home") == ()
    with pytest.raises(UnknownReaderError):
        store.close_cluster(graph, "home", "Cluster", "abroad")


@pytest.mark.parametrize(
    ("label", "reader"), [("Cluster", "home"), ("Cluster", "net"), ("Network", "abroad"), ("Cluster", "atlantis")]
)
def test_it_is_opened_only_to_another_cluster_or_a_network(graph: Graph, label: store.ReaderLabel, reader: str) -> None:
    with pytest.raises(UnknownReaderError):
        store.open_cluster(graph, "home", label, reader, "Ann")


def test_nothing_of_accounts_raises_the_version_of_the_graph(graph: Graph) -> None:
    """Nobody would want a snapshot built for each login."""
    before = store.graph_version(graph)
    account(graph, "member")
    store.write_login(graph, "member")
    store.open_cluster(graph, "home", "Cluster", "abroad", "Ann")
    assert store.graph_version(graph) == before


def test_a_cluster_lists_its_own_people(graph: Graph) -> None:
    for name in READERS:
        account(graph, name)
    assert {one.id for one in store.read_accounts(graph, "home")} == {"home", "member"}
    assert len(store.read_accounts(graph)) == len(READERS)
