"""Thinking: pure functions from a rulebook and a profile to a recommendation; start with recommend.py."""
