"""What the pages of the questionnaire say, without a terminal."""

from __future__ import annotations

import pytest
from asked import RULES

import leadadvisor
from leadadvisor.cli.screen.pages import decided_choice, opening_choice, review_choice
from leadadvisor.questionnaire.answers import profile_from_mapping
from leadadvisor.questionnaire.flow import decision
from leadadvisor.questionnaire.interview import Interview, begin

RULEBOOK = leadadvisor.load_rulebook(RULES)
WELL_KNOWN = {"goal": "few-extra-deals", "icp-clarity": "precise", "customers": "many", "network": "many"}


def answered(**more: str) -> Interview:
    return begin(RULEBOOK, profile_from_mapping(RULEBOOK, {**WELL_KNOWN, **more}))


@pytest.mark.parametrize(
    ("more", "title", "named"),
    [
        ({"priority": "least-work", "buyers": "simple", "people": "nobody"}, "Decided after 7 answers", "every"),
        ({"priority": "unsure"}, "Settled, but for what you are not sure of", "“If you could have only one of these"),
        ({"priority": "unsure", "buyers": "unsure", "hours": "unsure"}, "Settled, but for", "your 3 open answers"),
    ],
)
def test_the_page_of_the_end_says_what_it_rests_on(more: dict[str, str], title: str, named: str) -> None:
    interview = answered(**more)
    decided = decision(RULEBOOK, interview)
    assert decided is not None
    page = decided_choice(RULEBOOK, interview, decided)
    assert page.title.startswith(title)
    assert named in page.help
    assert page.text.startswith("Referral first so far, " if decided.unsure else "Referral first, ")
    assert [letter.command for letter in page.letters] == ["review"]


def test_the_opening_page_says_how_long_it_takes_and_what_the_approaches_are() -> None:
    page = opening_choice(RULEBOOK)
    assert "At most 16 questions, about 5 minutes" in page.help
    assert [name for name, _ in page.facts] == ["Referral", "Inbound", "Outbound"]


def test_the_review_names_where_an_answer_came_from_unless_it_was_asked() -> None:
    interview = answered()._replace(answers=(answered().answers[0]._replace(origin="asked"), *answered().answers[1:]))
    rows = {item.lead: item.tail for item in review_choice(RULEBOOK, interview, ()).items if item.lead}
    assert rows["goal"] == "Goals"
    assert rows["customers"].startswith("Network, ")
    assert rows["timeline"] == "Timeline"
