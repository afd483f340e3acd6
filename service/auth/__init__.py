"""Accounts, roles and keys: who asks, what they may, and what was done with it.

`policy.yaml` says who may do what, `gate` holds every request against it, `viewer` is who asks.
"""
