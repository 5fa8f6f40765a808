"""Charts as inline SVG. Places along a line are percentages, heights are pixels: a chart is as wide as there is room.

All of them are hidden from screen readers, because the words and figures beside each of them say the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadadvisor.model.plan import ActionKind
from leadadvisor.model.recommendation import Portion
from leadadvisor.model.value import NamedTuple
from leadadvisor.reports.html.markup import Html, element, joined

_WHOLE = 10_000
"""Hundredths of a percentage point in 100 %."""


class Scale(NamedTuple):
    """The values at both ends of a line, in hundredths of a percentage point."""

    low: int = 0
    high: int = _WHOLE

    def at(self, hundredths: int) -> str:
        """Where the value stands."""
        return self.length(hundredths - self.low)

    def length(self, hundredths: int) -> str:
        """How long the value is."""
        return _percent(hundredths * _WHOLE // (self.high - self.low))


def mix_bar(portion: Portion) -> Html:
    """The share with its range: certain up to the low, then what may be lost, then what may be gained."""
    pieces = [element("rect", class_="track", x="0", y="8", width="100%", height="12", rx="2")]
    pieces += [element("line", class_="grid", x1=f"{at}%", x2=f"{at}%", y1="8", y2="20") for at in (25, 50, 75)]
    spans = (("sure", 0, portion.low), ("down", portion.low, portion.share), ("up", portion.share, portion.high))
    for name, start, end in spans:
        if end > start:
            pieces.append(
                element("rect", class_=name, x=f"{start}%", y="8", width=f"{end - start}%", height="12", rx="2")
            )
    if portion.low != portion.high:
        pieces.append(_whisker(portion))
        pieces.append(element("line", class_="tick", x1=f"{portion.share}%", x2=f"{portion.share}%", y1="4", y2="24"))
    return _drawing("mix-bar", *pieces)


def mix_axis() -> Html:
    """The figures below the bars of the mix."""
    ends = ((0, "start"), (50, "middle"), (100, "end"))
    return _drawing("mix-axis", *(element("text", f"{at} %", x=f"{at}%", y="12", text_anchor=end) for at, end in ends))


def step_bar(before: int, after: int, scale: Scale, kind: str) -> Html:
    """One step of a waterfall, joined to the steps above and below; values in hundredths of a percentage point."""
    start, end = min(before, after), max(before, after)
    pieces = [element("line", class_="zero", x1=scale.at(0), x2=scale.at(0), y1="0", y2="100%")]
    if kind not in {"start", "end"}:
        pieces.append(element("line", class_="join", x1=scale.at(before), x2=scale.at(before), y1="0", y2="8"))
    if kind == "end":
        pieces.append(element("line", class_="join", x1=scale.at(after), x2=scale.at(after), y1="0", y2="8"))
    else:
        pieces.append(element("line", class_="join", x1=scale.at(after), x2=scale.at(after), y1="20", y2="100%"))
    pieces.append(
        element("rect", class_=kind, x=scale.at(start), y="7", width=scale.length(end - start), height="14", rx="1.5")
    )
    return _drawing("step-bar", *pieces)


def move_bar(now: int, then: int) -> Html:
    """A share that would move from one percentage to another."""
    return _drawing(
        "move-bar",
        element("line", class_="track", x1="0", x2="100%", y1="12", y2="12"),
        element("line", class_="way", x1=f"{now}%", x2=f"{then}%", y1="12", y2="12"),
        element("circle", class_="now", cx=f"{now}%", cy="12", r="5"),
        element("circle", class_="then", cx=f"{then}%", cy="12", r="5.5"),
    )


def lead_strip(places: Sequence[str], now: str, then: str) -> Html:
    """Who leads now and who would: a ring and a dot on a line with one place for each."""
    at = {place: _percent(_WHOLE * (2 * number + 1) // (2 * len(places))) for number, place in enumerate(places)}
    dots = [element("circle", class_="place", cx=x, cy="12", r="2") for x in at.values()]
    if now in at and then in at:
        dots.append(element("line", class_="way", x1=at[now], x2=at[then], y1="12", y2="12"))
    for name, place, radius in (("now", now, "5"), ("then", then, "5.5")):
        if place in at:
            dots.append(element("circle", class_=name, cx=at[place], cy="12", r=radius))
    return _drawing("lead-strip", *dots)


def length_bar(points: int) -> Html:
    """A length out of 100 percentage points."""
    return _drawing(
        "length-bar",
        element("rect", class_="track", x="0", y="9", width="100%", height="6", rx="3"),
        element("rect", class_="length", x="0", y="9", width=f"{points}%", height="6", rx="3"),
    )


def lane(phases: Sequence[Sequence[ActionKind]]) -> Html:
    """The steps of one approach, phase by phase: a dot for an action, a diamond for a decision at the phase's end."""
    width = _WHOLE // len(phases)
    busy = [number for number, kinds in enumerate(phases) if kinds]
    pieces = [
        element("line", class_="edge", x1=_percent(width * number), x2=_percent(width * number), y1="0", y2="100%")
        for number in range(len(phases))
    ]
    for number in busy:
        start = width * number
        pieces.append(
            element("line", class_="way", x1=_percent(start + 100), x2=_percent(start + width - 100), y1="12", y2="12")
        )
        kinds = phases[number]
        for place, kind in enumerate(kinds):
            pieces.append(_mark(kind, start + width * (place + 1) // (len(kinds) + 1)))
    return _drawing("lane", *pieces)


def swatch(name: str) -> Html:
    """A small piece of a bar, for a legend."""
    return _drawing("swatch", element("rect", class_=name, x="0", y="0", width="100%", height="100%", rx="2"))


def _whisker(portion: Portion) -> Html:
    low, high = f"{portion.low}%", f"{portion.high}%"
    return joined(
        element("line", class_="whisker", x1=low, x2=high, y1="14", y2="14"),
        element("line", class_="whisker", x1=low, x2=low, y1="10", y2="18"),
        element("line", class_="whisker", x1=high, x2=high, y1="10", y2="18"),
    )


def _mark(kind: ActionKind, at: int) -> Html:
    if kind == "decision":
        return element("svg", element("path", class_="decision", d="M0-6 6 0 0 6-6 0z"), x=_percent(at), y="12")
    return element("circle", class_=kind, cx=_percent(at), cy="12", r="4.5")


def _drawing(name: str, *pieces: Html) -> Html:
    return element("svg", *pieces, class_=name, aria_hidden="true", focusable="false")


def _percent(hundredths: int) -> str:
    """Hundredths of a percent as SVG writes them."""
    whole, part = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{part:02d}%"
