"""Values: what a rulebook, a profile and a recommendation are; nothing here reads a file or reasons.

Every value is a NamedTuple: a frozen dataclass takes 0.6 ms of start-up to define, a NamedTuple 0.1 ms, and half of
that again where its annotations are real types instead of text. So these modules do without
`from __future__ import annotations`.
"""
