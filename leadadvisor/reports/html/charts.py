"""Charts as inline SVG: ranges on one scale, planned beside done, rows over time, swings of a share, a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from leadadvisor.reports.document import Chart, Lane, Pair, Span, Swinging, Track
from leadadvisor.reports.html.markup import Html, element, unless_empty
from leadadvisor.reports.review_words import between_hours, hours
from leadadvisor.reports.words import span

_WIDTH = 640
"""Units of a wide drawing."""

_NARROW, _NAMES, _RIGHT, _EDGE = 400, 72, 94, 34
"""Units of a narrow one, for phones: all of it, the names at the left, figures at the right, an edge without any."""

_ROW = 34
_SCALE = 26
_STEPS = (1, 2, 5)
_LONGEST_NAME = 11


def chart(block: Chart) -> Html:
    """The chart with its title and a note on how to read it."""
    content = block.content
    if not content:
        return Html()
    first = content[0]
    if isinstance(first, Span):
        drawing = _spans(block.title, [each for each in content if isinstance(each, Span)])
    elif isinstance(first, Pair):
        drawing = _pairs(block.title, [each for each in content if isinstance(each, Pair)])
    elif isinstance(first, Swinging):
        drawing = _swings(block.title, [each for each in content if isinstance(each, Swinging)])
    elif isinstance(first, Track):
        drawing = _tracks(block.title, [each for each in content if isinstance(each, Track)])
    else:
        drawing = _lanes(block.title, [each for each in content if isinstance(each, Lane)])
    note = unless_empty("span", block.note, class_="quiet")
    return element("figure", element("figcaption", element("strong", block.title), " ", note), drawing, class_="chart")


def _drawing(title: str, height: int, *marks: Html, width: int = _WIDTH) -> Html:
    return element(
        "svg", element("title", title), *marks, viewBox=f"0 0 {width} {height}", role="img", aria_label=title,
        class_="narrow" if width == _NARROW else False,
    )  # fmt: skip


def _spans(title: str, spans: Sequence[Span]) -> Html:
    """A line from low to high and a dot at the value; a range without an end has an arrow there."""
    most = max(_widest(each) for each in spans) or 100
    step = _step(most)
    whole = -(-most // step) * step
    marks: list[Html] = []
    for place in range(0, whole + 1, step):
        marks += _tick(_place(place, whole), len(spans) * _ROW, hours(place))
    for row, each in enumerate(spans):
        middle = row * _ROW + _ROW // 2
        low = _place(min(each.low, whole), whole)
        open_ended = each.high is None or each.high > whole
        high = _place(whole if each.high is None else min(each.high, whole), whole)
        marks += [
            _name(middle, each.name),
            element("line", x1=low, x2=high, y1=middle, y2=middle, class_="span"),
            element("line", x1=low, x2=low, y1=middle - 6, y2=middle + 6, class_="span"),
            _arrow(high, middle) if open_ended
            else element("line", x1=high, x2=high, y1=middle - 6, y2=middle + 6, class_="span"),
            _text(_NARROW - _RIGHT + 12, middle, between_hours(each.low, each.high), "start"),
        ]  # fmt: skip
        if each.value is not None:
            marks.append(element("circle", cx=_place(min(each.value, whole), whole), cy=middle, r="6", class_="dot"))
    return _drawing(title, len(spans) * _ROW + _SCALE, *marks, width=_NARROW)


def _widest(span: Span) -> int:
    """How far the scale must reach for it: its end, but no more than five times what it is about."""
    about = span.low if span.value is None else span.value
    return min(span.high or 5 * about, 5 * max(about, 1))


def _pairs(title: str, pairs: Sequence[Pair]) -> Html:
    """Two bars a row: planned as an outline, done as a solid."""
    marks: list[Html] = []
    for place in range(0, 101, 25):
        marks += _tick(_place(place, 100), len(pairs) * _ROW, f"{place} %")
    for row, each in enumerate(pairs):
        top = row * _ROW
        marks += [
            _name(top + _ROW // 2, each.name),
            element(
                "rect", x=_NAMES, y=top + 6, width=_place(each.planned, 100) - _NAMES, height="9", class_="planned"
            ),
            element("rect", x=_NAMES, y=top + 18, width=_place(each.done, 100) - _NAMES, height="9", class_="done"),
            _text(_NARROW - _RIGHT + 12, top + _ROW // 2, f"{each.planned} and {each.done} %", "start"),
        ]
    return _drawing(title, len(pairs) * _ROW + _SCALE, *marks, width=_NARROW)


def _lanes(title: str, lanes: Sequence[Lane]) -> Html:
    """A lane for each approach: a bar for each stretch of time by what went in, and above it how much came."""
    days = [mark.day for lane in lanes for mark in lane.marks]
    first, last = min(days), max(days)
    whole = max(1, (last - first).days)
    most = max(1, *(mark.amount for lane in lanes for mark in lane.marks))
    lane_height = 2 * _ROW
    marks: list[Html] = []
    for part in sorted({0, whole // 2, whole}) if last > first else (0,):
        day = first + timedelta(days=part)
        marks += _tick(_place(part, whole, _EDGE), len(lanes) * lane_height, day.isoformat())
    for row, lane in enumerate(lanes):
        floor = (row + 1) * lane_height - 6
        marks += [
            _name(floor - 14, lane.name),
            element("line", x1=_NAMES, x2=_NARROW - _EDGE, y1=floor, y2=floor, class_="grid"),
        ]
        for mark in lane.marks:
            middle = _place((mark.day - first).days, whole, _EDGE)
            height = 34 * mark.amount // most
            if height:
                marks.append(element(
                    "rect", element("title", mark.told), x=middle - 4, y=floor - height, width="8", height=height,
                    class_="done",
                ))  # fmt: skip
            if mark.number:
                marks.append(_text(middle, floor - height - 8, str(mark.number), "middle"))
    return _drawing(title, len(lanes) * lane_height + _SCALE, *marks, width=_NARROW)


def _swings(title: str, swings: Sequence[Swinging]) -> Html:
    """A bar a question from the lowest to the highest share, today's share as a line through all of them."""
    names, right = 250, 150
    height = 34

    def at(share: int) -> int:
        return names + share * (_WIDTH - names - right) // 100

    now, floor = at(swings[0].now), len(swings) * height
    marks: list[Html] = []
    for place in (0, 25, 50, 75, 100):
        marks += _tick(at(place), floor, f"{place} %")
    for row, each in enumerate(swings):
        middle = row * height + height // 2
        width = max(2, at(each.high) - at(each.low))
        kind = "swing flips" if each.flag else "swing"
        told = f"{span(each.low, each.high)} %{f'  {each.flag}' if each.flag else ''}"
        marks += [
            *_lines(names - 8, middle, each.name, 38, anchor="end"),
            element("rect", x=at(each.low), y=middle - 6, width=width, height="12", class_=kind),
            _text(_WIDTH - right + 10, middle, told, "start"),
        ]
    marks.append(element("line", x1=now, x2=now, y1="0", y2=floor, class_="now"))
    return _drawing(title, floor + _SCALE, *marks)


def _tracks(title: str, tracks: Sequence[Track]) -> Html:
    """Twelve weeks from left to right: a labelled bar for each stretch of work, a diamond for each day of decision."""
    names, height = 90, 40
    days = 90

    def at(day: int) -> int:
        return names + (day - 1) * (_WIDTH - names - 14) // days

    marks: list[Html] = []
    for day in (1, 31, 61, 91):
        marks += _tick(at(day), len(tracks) * height, f"day {min(day, days)}")
    for row, track in enumerate(tracks):
        middle = row * height + height // 2
        marks.append(_text(names - 8, middle, _clipped(track.name, 14), "end"))
        for each in track.stretches:
            left, right = at(each.first) + 2, at(each.last + 1) - 2
            room = (right - left) * 2 // 13
            bar = element(
                "rect", element("title", each.told), x=left, y=middle - 16, width=right - left, height="32", rx="3",
                class_="stretch",
            )  # fmt: skip
            marks += [bar, *_lines(left + 6, middle, each.told, room, anchor="start", class_="label")]
        for day in track.decisions:
            across = at(day + 1) - 2
            marks.append(element("path", d=f"M{across},{middle - 8} l8,8 l-8,8 l-8,-8 z", class_="decision"))
    return _drawing(title, len(tracks) * height + _SCALE, *marks)


def _lines(across: int, middle: int, text: str, most: int, *, anchor: str, class_: str | bool = False) -> list[Html]:
    """A text on one line or two of so many signs; the end of a longer one is cut, and the page tells it whole."""
    if len(text) <= most:
        return [_text(across, middle, text, anchor, class_)]
    first = text[: most + 1].rpartition(" ")[0] or text[:most]
    rest = _clipped(text[len(first) :].strip(), most)
    return [_text(across, middle - 6, first, anchor, class_), _text(across, middle + 7, rest, anchor, class_)]


def _clipped(text: str, most: int) -> str:
    """As many signs as there is room for; the whole text stands beside the chart."""
    return text if len(text) <= most else f"{text[: max(1, most - 1)].rstrip()}…"


def _place(value: int, whole: int, right: int = _RIGHT) -> int:
    return _NAMES + value * (_NARROW - _NAMES - right) // whole


def _name(down: int, name: str) -> Html:
    return _text(_NAMES - 8, down, _clipped(name, _LONGEST_NAME), "end")


def _tick(across: int, height: int, label: str) -> list[Html]:
    return [
        element("line", x1=across, x2=across, y1="0", y2=height, class_="grid"),
        _text(across, height + 14, label, "middle"),
    ]


def _text(across: int, down: int, text: str, anchor: str, class_: str | bool = False) -> Html:
    return element("text", text, x=across, y=down, text_anchor=anchor, dominant_baseline="middle", class_=class_)


def _arrow(across: int, down: int) -> Html:
    return element("path", d=f"M{across - 8},{down - 6} L{across},{down} L{across - 8},{down + 6}", class_="span")


def _step(most: int) -> int:
    """A round step of the scale, of which there are at most four, in hundredths."""
    unit = 1
    while True:
        for times in _STEPS:
            if most <= 4 * times * unit:
                return times * unit
        unit *= 10
