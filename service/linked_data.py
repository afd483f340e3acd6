"""Organisations as linked data: JSON-LD in the terms of schema.org, which search engines and other networks read."""

from collections.abc import Iterator
from typing import Any, Final

from flask import url_for

from matchers.directory_results import CapabilityCard, OrganisationDetail
from service.pages.wording import web_address

TYPES: Final = {
    "university": "CollegeOrUniversity",
    "research_centre": "ResearchOrganization",
    "public_body": "GovernmentOrganization",
}
"""The type of schema.org for a kind; the others are an Organization and no more."""

Node = dict[str, Any]


def organisation_node(detail: OrganisationDetail) -> Node:
    """Return an organisation as a JSON-LD document; what is not known is left out."""
    card = detail.card
    employees = None if detail.employees is None else {"@type": "QuantitativeValue", "value": detail.employees}
    told: Node = {
        "@context": "https://schema.org",
        "@type": TYPES.get(card.kind, "Organization"),
        "@id": _address(card.id),
        "name": card.name,
        "description": detail.description,
        "url": web_address(detail.website),
        "identifier": list(_identifiers(detail)),
        "vatID": detail.vat,
        "leiCode": detail.lei,
        "sameAs": None if detail.ror is None else f"https://ror.org/{detail.ror}",
        "address": _place(detail),
        "foundingDate": None if detail.founded is None else str(detail.founded),
        "numberOfEmployees": employees,
        "knowsAbout": [_term(capability) for capability in detail.capabilities],
        "memberOf": [_cluster(cluster) for cluster in card.clusters],
    }
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _identifiers(detail: OrganisationDetail) -> Iterator[Node]:
    """Yield the id here, and the public ids that are known."""
    known = {"PIC": detail.pic, "VAT": detail.vat, "LEI": detail.lei, "ROR": detail.ror}
    for scheme, value in {"Filiera": detail.card.id, **known}.items():
        if value:
            yield {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _place(detail: OrganisationDetail) -> Node:
    known = {
        "addressLocality": detail.card.city,
        "addressRegion": detail.region,
        "addressCountry": detail.card.country,
    }
    told = {name: value for name, value in known.items() if value}
    return {"@type": "PostalAddress"} | told if told else {}


def _term(capability: CapabilityCard) -> Node:
    return {"@type": "DefinedTerm", "termCode": capability.id, "name": capability.label}


def _cluster(cluster_id: str) -> Node:
    address = url_for("clusters.show", cluster_id=cluster_id, _external=True)
    return {"@type": "Organization", "@id": address, "identifier": cluster_id}


def _address(organisation_id: str) -> str:
    return url_for("organisations.show", organisation_id=organisation_id, _external=True)
