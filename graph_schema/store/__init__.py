"""What goes into the graph and comes out of it: rows, changes, vectors, the vocabulary, accounts."""

from graph_schema.store.accounts import (
    HeldKey,
    close_account,
    end_sessions,
    has_administrator,
    read_account,
    read_accounts,
    read_key,
    read_login,
    write_language,
    write_login,
    write_password,
)
from graph_schema.store.api_keys import read_api_keys, revoke_api_key, write_api_key, write_key_use
from graph_schema.store.audiences import read_audiences, write_audiences
from graph_schema.store.audit import Refusals, count_refusals, read_audit_events, write_audit_event
from graph_schema.store.changes import GraphChanges, graph_version, read_changes, rehearse_reading_changes
from graph_schema.store.comparisons import Comparison, compare, merge, part, read_comparisons, reopen
from graph_schema.store.contacts import (
    Mentions,
    end_consent,
    erase_contact,
    read_contacts,
    write_consent,
    write_contact,
)
from graph_schema.store.disputes import accept_again, dispute
from graph_schema.store.editing import OWN, Dispute, Known, SourcedTag, edit_organisation, read_known
from graph_schema.store.facts import KnownFacts, read_facts
from graph_schema.store.identities import Identity, read_cluster_ids, read_identities, read_other_ids
from graph_schema.store.imports import ImportStamp, was_imported
from graph_schema.store.introductions import (
    Told,
    act_on_introduction,
    read_history,
    read_introduction,
    read_introductions,
    remind,
    withdraw_introduction,
    write_introduction,
)
from graph_schema.store.invitations import (
    make_account,
    read_invitation,
    renew_password,
    withdraw_invitations,
    write_invitation,
)
from graph_schema.store.letters import claim_weekly_letter, write_weekly_letter
from graph_schema.store.members import (
    FormerMember,
    MemberState,
    end_membership,
    read_former_members,
    read_members,
    resume_membership,
)
from graph_schema.store.openness import Reader, ReaderLabel, close_cluster, open_cluster, read_openness
from graph_schema.store.profiles import read_withdrawn, withdraw_profile
from graph_schema.store.read import read_rows
from graph_schema.store.saved_searches import (
    FoundLabel,
    read_saved_search,
    read_saved_searches,
    remove_saved_search,
    renew_feed,
    save_search,
    write_found,
)
from graph_schema.store.steering import (
    read_weightings,
    read_wishes,
    remove_weighting,
    remove_wish,
    write_weighting,
    write_wish,
)
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.vectors import write_vectors
from graph_schema.store.vocabulary import sync_vocabulary
from graph_schema.store.weeks import Pairs, read_weeks, write_week
from graph_schema.store.write import write_rows

__all__ = [
    "OWN",
    "Comparison",
    "Dispute",
    "FormerMember",
    "FoundLabel",
    "GraphChanges",
    "HeldKey",
    "Identity",
    "ImportStamp",
    "Known",
    "KnownFacts",
    "MemberState",
    "Mentions",
    "Pairs",
    "Reader",
    "ReaderLabel",
    "Refusals",
    "SourcedTag",
    "Told",
    "WriteCounts",
    "WriteSummary",
    "accept_again",
    "act_on_introduction",
    "claim_weekly_letter",
    "close_account",
    "close_cluster",
    "compare",
    "count_refusals",
    "dispute",
    "edit_organisation",
    "end_consent",
    "end_membership",
    "end_sessions",
    "erase_contact",
    "graph_version",
    "has_administrator",
    "make_account",
    "merge",
    "open_cluster",
    "part",
    "read_account",
    "read_accounts",
    "read_api_keys",
    "read_audiences",
    "read_audit_events",
    "read_changes",
    "read_cluster_ids",
    "read_comparisons",
    "read_contacts",
    "read_facts",
    "read_former_members",
    "read_history",
    "read_identities",
    "read_introduction",
    "read_introductions",
    "read_invitation",
    "read_key",
    "read_known",
    "read_login",
    "read_members",
    "read_openness",
    "read_other_ids",
    "read_rows",
    "read_saved_search",
    "read_saved_searches",
    "read_weeks",
    "read_weightings",
    "read_wishes",
    "read_withdrawn",
    "rehearse_reading_changes",
    "remind",
    "remove_saved_search",
    "remove_weighting",
    "remove_wish",
    "renew_feed",
    "renew_password",
    "reopen",
    "resume_membership",
    "revoke_api_key",
    "save_search",
    "sync_vocabulary",
    "was_imported",
    "withdraw_introduction",
    "withdraw_invitations",
    "withdraw_profile",
    "write_api_key",
    "write_audiences",
    "write_audit_event",
    "write_consent",
    "write_contact",
    "write_found",
    "write_introduction",
    "write_invitation",
    "write_key_use",
    "write_language",
    "write_login",
    "write_password",
    "write_rows",
    "write_vectors",
    "write_week",
    "write_weekly_letter",
    "write_weighting",
    "write_wish",
]
