"""A section of a firm's file is written anew, and everything else in the file stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadadvisor.questionnaire.firm_file import Section, with_sections
from leadadvisor.rulebook.yaml_source import read_sheet
from leadadvisor.text import printable

TEXT = """\
# Acme, kept by Ann
format: 1
rulebook: {name: leadadvisor, version: "1"}

# what we said
answers:
  # the goal
  goal: feed-closers  # as Ann said
  people:   # later
  hours: under-5
  budget:
    none
# agreed in March
plan:
  hours: 6 # a week
future: [1, 2]
"""


def test_an_entry_gets_its_new_value_and_keeps_its_comment() -> None:
    after = with_sections(
        TEXT, {"answers": {"goal": "lasting-pipeline", "people": "nobody", "hours": "under-5", "budget": "none"}}
    )
    assert after == TEXT.replace("feed-closers", "lasting-pipeline").replace("people:  ", "people: nobody  ")


def test_an_entry_that_is_gone_goes_and_a_new_one_comes_last() -> None:
    after = with_sections(TEXT, {"answers": {"goal": "feed-closers", "budget": "steady", "segment": "no"}})
    assert "hours: under-5" not in after
    assert '  budget: steady\n  segment: "no"\n# agreed in March\n' in after


def test_a_section_may_be_added_and_taken_away() -> None:
    after = with_sections(TEXT, {"review": "2027-01-08", "plan": None})
    assert after.endswith('future: [1, 2]\nreview: "2027-01-08"\n')
    assert "a week" not in after
    assert "# as Ann said" in after


def test_what_other_parts_write_may_be_nested() -> None:
    plan: dict[str, Section] = {"hours": 8, "stop": {"outbound": {"at": 30, "of": "contacts"}, "days": [1, 2]}}
    after = with_sections(TEXT, {"plan": plan})
    assert held(after)["plan"] == plan
    assert "  hours: 8 # a week\n  stop:\n    outbound:\n      at: 30\n" in after


@pytest.mark.parametrize(
    "text",
    [
        '{"answers": {"goal": "test"}, "zz": [1, {"a": 2}]}',
        "answers: {goal: test}\nzz: [1, {a: 2}]",
        "answers:\r\n  goal: test\r\nzz: [1, {a: 2}]\r\n",
        "\ufeffanswers:\n  goal: test\nzz:\n- 1\n- a: 2\n",
        "answers:\n    goal: >\n      test\nzz:\n  - 1\n  - {a: 2}\n",
    ],
    ids=["JSON", "flow", "CRLF", "mark", "folded"],
)
def test_however_a_file_is_written_nothing_in_it_is_lost(text: str) -> None:
    after = held(with_sections(text, {"answers": {"goal": "grow"}}))
    assert after == {"answers": {"goal": "grow"}, "zz": [1, {"a": 2}]}


WORDS = st.text(max_size=8).filter(lambda word: printable(word) == word)
KEYS = st.sampled_from(["goal", "people", "hours", "no", "x-1"])
SECTIONS: st.SearchStrategy[dict[str, Section]] = st.dictionaries(
    st.sampled_from(["answers", "plan", "future", "kept"]),
    st.one_of(
        st.dictionaries(KEYS, st.one_of(WORDS, st.integers(0, 99), st.lists(WORDS, max_size=2)), min_size=1),
        st.lists(WORDS, min_size=1, max_size=3),
        st.integers(1, 99),
    ),
)


@given(SECTIONS, SECTIONS, st.booleans())
def test_after_any_edits_the_file_holds_what_was_written_last(
    first: dict[str, Section], second: dict[str, Section], commented: bool
) -> None:
    text = with_sections("# head\n", first)
    if commented:
        text = text.replace("\n  ", "  # note\n  ")
    before = held(text)
    after = with_sections(text, second)
    assert held(after) == {**before, **second}
    assert after.startswith("# head\n")


def held(text: str) -> dict[str, Section]:
    """What the file holds; a file of comments alone is no file to read."""
    if text == "# head\n":
        return {}
    sheet = read_sheet("", text.encode())
    assert sheet.troubles == []
    assert isinstance(sheet.data, dict)
    return dict(sheet.data)
