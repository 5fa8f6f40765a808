"""The words of `leadadvisor.text` under the name that reports have known them by."""

from leadadvisor.text import ascii_signs, one_line, safe

__all__ = ["ascii_signs", "one_line", "safe"]
