"""The small world with one organisation that tells everything of itself, and withholds it from some."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from flask.testing import FlaskClient

from matchers.corpus import ProfileRow
from matchers.encoder import Encoder
from matchers.snapshot import build_snapshot
from matchers.snapshot.audiences import FIELDS, FROM_DESCRIPTION
from service.settings import Settings
from tests.service.auth.test_walls import POSTED, READ, V1
from tests.service.world import CORPUS

SECRETIVE = "turbina"
WORDS = "Zanzibarite bearings for quiet rotors"
MARKERS = {
    "description": ("Zanzibarite",),
    "website": ("secret-site.example",),
    "capabilities": ("Quorzine",),
    "profiles": ("Xylograph", "secret-offer"),
    "size": ("7741863", "7,741,863", '"is_sme":true'),
    "founded": ("1877",),
    "family_owned": ('"family_owned":true',),
    "seeks_successor": ('"seeks_successor":true',),
}
"""What nobody else tells, by the field that it is told in; but for the name."""

FILES = tuple(f"{V1}/clusters/lombardy/exports/{name}" for name in ("members.csv", "cluster.xlsx", "suggestions.xlsx"))
ABOUT_IT = tuple(path for path in (*READ, *FILES) if SECRETIVE in path)
PATHS = (
    *READ,
    *FILES,
    f"{V1}/organisations/{SECRETIVE}/suggestions?type=acquisition_or_succession&limit=50&explain=changes",
    f"{V1}/organisations/pompa/suggestions?type=acquisition_or_succession&limit=50&include_partners=true",
    f"{V1}/organisations/vind/suggestions?type=subcontracting&limit=50&include_partners=true",
    f"{V1}/profiles?q=xylograph",
    f"{V1}/organisations?q=storage",
    f"{V1}/clusters/norway/meetings/lombardy",
    f"{V1}/clusters/norway/gaps",
    "/meetings?cluster=norway&other=lombardy&include_partners=true",
    "/clusters/norway/gaps",
    "/profiles?include_closed=true",
)


def build_secret_world(data_dir: Path, audience: str, *fields: str) -> Path:
    """Build the world's snapshot in a data folder; one organisation's fields are for an audience."""
    told = tuple((field, audience) for field in FIELDS if field in fields)
    organisations = tuple(
        replace(
            row,
            description=WORDS,
            website="https://secret-site.example",
            employees=7_741_863,
            is_sme=True,
            founded=1877,
            capabilities=(
                ("wind-turbines", 0.8, "stated: Quorzine"),
                ("storage", 0.9, f'{FROM_DESCRIPTION}"{WORDS}"'),
            ),
            audiences=told,
        )
        if row.id == SECRETIVE
        else row
        for row in CORPUS.organisations
    )
    offer = ProfileRow("secret-offer", SECRETIVE, "offer", "business", "Xylograph pumps", "Heat pumps as xylographs")
    corpus = replace(CORPUS, organisations=organisations, profiles=(*CORPUS.profiles, offer))
    folder = data_dir / "snapshots"
    folder.mkdir(parents=True)
    build_snapshot(folder, corpus, Encoder(Settings().embedding_model), graph_version=1)
    return data_dir


def answers(client: FlaskClient, headers: dict[str, str], paths: tuple[str, ...] = PATHS) -> dict[str, str]:
    """All answers that could tell of it, as text, by where they come from; workbooks are unpacked."""
    told = {path: client.get(path, headers=headers) for path in paths}
    told |= {path: client.post(V1 + path, json=body, headers=headers) for path, body in POSTED}
    assert {path: one.status_code for path, one in told.items() if one.status_code != 200} == {}
    return {path: text(one.data) for path, one in told.items()}


def text(content: bytes) -> str:
    """The words of an answer."""
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
