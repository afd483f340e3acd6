"""Matching as pure computation: encoder, snapshot, candidates, features, ranker, match types, reasons."""
