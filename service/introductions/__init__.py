"""Introductions, from a suggestion to an agreement.

`acting` does what people do to one, `telling` writes to whom it concerns, `words` names its states, `chores` reminds
who has not answered.
"""
