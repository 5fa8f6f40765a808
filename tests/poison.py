"""Recommendations in which every text for people carries something hostile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from sample import COMPLETE, INCOMPLETE, NOTHING_FEASIBLE, UNDECIDED

from leadadvisor.model.recommendation import Recommendation

PAYLOADS = (
    "</style></title></p><script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onload=alert(1) x='",
    "<svg/onload=alert(1)><!--",
    "&lt;b&gt; &#60;i&#62; &amp",
    "]]>{{7*7}}${7*7}`+alert(1)+`",
    "W" * 90,
    "[x](javascript:alert(1)) ![y](http://z/y.png) <http://z> www.z.org",
)

Value = TypeVar("Value")


def poisoned(value: Value, payload: str) -> Value:
    """The same with the payload before every text that has a blank: texts for people have one, ids and roles do not."""
    if isinstance(value, str):
        return f"{payload} {value}" if " " in value else value  # type: ignore[return-value]
    if isinstance(value, tuple):
        parts = [poisoned(part, payload) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)  # type: ignore[return-value]
    return value


POISONED: Mapping[str, Recommendation] = {
    **{f"payload-{number}": poisoned(COMPLETE, payload) for number, payload in enumerate(PAYLOADS)},
    "poisoned-incomplete": poisoned(INCOMPLETE, " ".join(PAYLOADS)),
    "poisoned-undecided": poisoned(UNDECIDED, " ".join(PAYLOADS)),
    "poisoned-infeasible": poisoned(NOTHING_FEASIBLE, " ".join(PAYLOADS)),
}
"""Each payload in the recommendation that tells most, and all together in the others."""
