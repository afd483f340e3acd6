"""JSON as it is read from requests: what is no text and no number in any other language is refused here."""

from typing import Any, NoReturn

from flask.json.provider import DefaultJSONProvider

from matchers.said import said


class StrictJSONProvider(DefaultJSONProvider):
    """Reads JSON and raises ValueError for halves of characters (lone surrogates) and for NaN and Infinity."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:  # noqa: ANN401  # the library's own signature
        """Return what a JSON text holds."""
        held = super().loads(s, parse_constant=_refuse_constant, **kwargs)
        escape = b"\\u" if isinstance(s, bytes) else "\\u"
        if escape in s:  # type: ignore[operator]  # both are of one type
            # A half can only come in by an escape, as it has no UTF-8; it has none on the way out either.
            self.dumps(held, ensure_ascii=False).encode()
        return held


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(said("{name} is not JSON.", name=name))
