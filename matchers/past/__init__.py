"""The past as something to learn from and to ask about: what is known at a day, and what happened after it.

The ranker learns from it (`matchers.ranking`), evaluations ask about it (`matchers.evaluation`).
"""
