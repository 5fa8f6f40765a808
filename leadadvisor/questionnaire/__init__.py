"""Asking without a terminal: what an answer may be, and answers kept in a file."""
