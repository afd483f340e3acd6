"""The end of the weekly letter, by the address that stands in it: whoever has the letter needs no account to end it."""

from flask import Blueprint, render_template

from service.runtime import current_runtime
from service.weekly_letter import account_of, choose

blueprint = Blueprint("letters", __name__)


@blueprint.get("/letters/<word>")
def show(word: str) -> str:
    """Ask whether the letter is to end: programs that look at addresses in letters end nothing by looking."""
    return render_template("letter.html", account=account_of(current_runtime(), word), word=word)


@blueprint.post("/letters/<word>")
def stop(word: str) -> str:
    """End the letter; mail programs do so with one click of their own (RFC 8058)."""
    runtime = current_runtime()
    account = account_of(runtime, word)
    choose(runtime, account.id, wanted=False)
    return render_template("letter.html", account=account, word=None)
