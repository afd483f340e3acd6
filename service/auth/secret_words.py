"""Words that only their holder knows: passwords, invitations' links, API keys, and what sessions are signed with.

Of passwords an Argon2id hash is kept (OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane). Links and keys are
256 random bits, so a plain SHA-256 of them cannot be tried backwards.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.errors import FieldProblem, InvalidRequestError

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters of a password."""

KEY_PREFIX: Final = "fil_"

_BYTES: Final = 32
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh API key: the whole of it, shown once, and its public part."""

    text: str
    id: str


def new_word() -> str:
    """Return a fresh secret of 256 bits that can stand in an address."""
    return secrets.token_urlsafe(_BYTES)


def new_id() -> str:
    """Return a fresh id, which is no secret."""
    return secrets.token_hex(8)


def new_key() -> NewKey:
    """Return a fresh API key: `fil_`, its public part, `_`, and the secret."""
    public = new_id()
    return NewKey(f"{KEY_PREFIX}{public}_{new_word()}", public)


def public_part(key: str) -> str:
    """Return the public part of what may be an API key."""
    return key.removeprefix(KEY_PREFIX).partition("_")[0]


def digest(word: str) -> str:
    """Return what is kept of a link or key."""
    return sha256(word.encode()).hexdigest()


def hashed(password: str, *, field: str = "password", not_in: tuple[str, ...] = ()) -> str:
    """Return what is kept of a new password; InvalidRequestError where it is too short, too long, or easy to guess.

    `not_in` are words that it may not be made of, such as the e-mail address.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        problem = f"Take {SHORTEST} to {LONGEST} characters; some words that belong together only for you are good."
    elif len(set(password)) < SHORTEST // 2 or password.casefold() in {word.casefold() for word in not_in}:
        problem = "This is easy to guess: take some words that belong together only for you."
    else:
        return _hasher.hash(password)
    raise InvalidRequestError(FieldProblem(field=field, message=problem))


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether this is the password of which a hash was kept; takes as long where there is none to compare with."""
    try:
        return _hasher.verify(kept or _nobodys(), password[: LONGEST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(new_word())


def session_secret(file: Path) -> str:
    """Return what sessions are signed with, made at the first need; of two workers at once both get the same."""
    with suppress(FileNotFoundError):
        return file.read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(new_word())
    with suppress(FileExistsError):
        os.link(fresh, file)  # fails where another was quicker, and never shows half a file
    fresh.unlink()
    return file.read_text(encoding="utf-8")
