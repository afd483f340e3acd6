"""Who may write: programs that send the key of the settings."""

import hmac

from flask import request

from service.errors import WriteKeyError, WritesDisabledError
from service.runtime import current_runtime

SECURITY_SCHEME = "writeKey"


def require_write_key() -> None:
    """Let the request go on if it carries the key; WritesDisabledError or WriteKeyError if it does not."""
    key = current_runtime().settings.write_key
    if key is None:
        raise WritesDisabledError("This service only reads: start it with WRITE_KEY set to let programs write.")
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    if not token:
        raise WriteKeyError("Send the key as the header `Authorization: Bearer KEY`.")
    if not hmac.compare_digest(token.encode(), key.get_secret_value().encode()):
        raise WriteKeyError("The key is not the one this service was started with.")
