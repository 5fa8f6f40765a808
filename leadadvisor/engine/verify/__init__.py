"""Exact statements about a rulebook over its whole space of complete answers; every one can be shown by an example."""
