"""Values: what a rulebook, a profile and a recommendation are; nothing here reads a file or reasons.

Every value is a NamedTuple (see value.py): to define a frozen dataclass takes 0.6 ms of every start.
"""
