"""What holds for every format, and how a format is asked for."""

from __future__ import annotations

import pytest
from sample import COMPLETE, RECOMMENDATIONS

from leadadvisor.errors import WrongUsage
from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import FORMATS, Layout, UnknownFormat, render

EVERY = [pytest.param(recommendation, id=name) for name, recommendation in RECOMMENDATIONS.items()]
LAYOUTS = [Layout(verbosity=-1), Layout(), Layout(verbosity=1), Layout(verbosity=2), Layout(24), Layout(unicode=False)]


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_a_report_ends_with_exactly_one_newline(recommendation: Recommendation, report: str) -> None:
    for layout in LAYOUTS:
        text = render(recommendation, report, layout)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_the_same_recommendation_gives_the_same_text(recommendation: Recommendation, report: str) -> None:
    assert render(recommendation, report) == render(recommendation, report)


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_no_report_lets_a_control_character_through(recommendation: Recommendation, report: str) -> None:
    for layout in LAYOUTS:
        text = render(recommendation, report, layout)
        unwanted = {sign for sign in text if ord(sign) < 32 or 127 <= ord(sign) < 160} - {"\n"}
        assert not unwanted
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
        text.encode("utf-8")


@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("recommendation", EVERY)
def test_every_report_ends_with_what_the_advice_rests_on(recommendation: Recommendation, report: str) -> None:
    first_words = recommendation.rulebook.basis.split(".")[0].split("\x1b")[0][:20]
    assert first_words in render(recommendation, report).replace("\\", "")  # markdown has them before its signs


def test_an_unknown_format_is_refused_with_the_known_ones_and_the_nearest() -> None:
    with pytest.raises(UnknownFormat) as caught:
        render(COMPLETE, "jsn")
    assert str(caught.value) == "Unknown format 'jsn'. Did you mean 'json'? Formats: " + ", ".join(FORMATS) + "."
    assert isinstance(caught.value, WrongUsage)
    assert isinstance(caught.value, LookupError)


def test_an_unknown_format_without_a_near_one_names_only_the_known_ones() -> None:
    assert str(UnknownFormat("xyzzy")) == "Unknown format 'xyzzy'. Formats: " + ", ".join(FORMATS) + "."
