"""The rulebook we ship holds every claim of both documents in words of our own, and every question of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.article import letters_and_digits, read_copy
from leadadvisor.toolchain.sources import check_sources

REPOSITORY = Path(__file__).resolve().parents[1]
RULES = REPOSITORY / "rules"
ARTICLES = REPOSITORY.parent / "shared" / "sources"
ARTICLES_HERE = sorted(ARTICLES.glob("*.txt"))

CLAIMS = {
    "A": [f"A{number:02}" for number in range(1, 42)],
    "B": [f"B{number:02}" for number in range(1, 41)],
}

QUESTIONS = {
    "sells-to": "new-firms households past-customers marketplace",
    "goal": (
        "few-extra-deals near-term-target launch-product test-segment scale-proven-segment lasting-pipeline "
        "feed-closers"
    ),
    "timeline": "under-1-month 1-3-months 3-6-months 6-12-months no-deadline",
    "segment": "proven one-or-two new",
    "customers": "none few many",
    "network": "none some many",
    "people": "strong-sellers owner-sells closers-only founders-learning to-be-hired nobody",
    "outreach": "running started tried-without-replies not-started",
    "icp-clarity": "precise rough unclear",
    "named-accounts": "none up-to-50 over-50",
    "buyers": "compare study unaware simple",
    "hours": "under-5 5-15 15-40 over-40",
    "budget": "none small-tests steady ample",
    "patience": "under-3-months 3-6-months 6-12-months over-1-year",
    "inbound-assets": "nothing content-only regular-enquiries noisy-enquiries",
    "priority": "forecast fit conversion volume least-work",
    "competition": "few some many",
    "lead-definition": "name conversation meeting",
}

ASKED_WHEN = {
    "outreach": ({"not": {"people": ["nobody"]}}, "not-started"),
    "named-accounts": ({"icp-clarity": ["precise", "rough"]}, "none"),
}

LONGEST_SHARED_RUN = 6


def _load(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict), path.name
    return content


def _documents() -> dict[str, dict[str, Any]]:
    return {document["id"]: document for document in map(_load, sorted((RULES / "sources").glob("*.yaml")))}


def _claims() -> list[dict[str, Any]]:
    return [claim for document in _documents().values() for claim in document["claims"]]


def _questions() -> dict[str, dict[str, Any]]:
    listed = [
        question for path in sorted((RULES / "questions").glob("*.yaml")) for question in _load(path)["questions"]
    ]
    by_id = {question["id"]: question for question in listed}
    assert len(by_id) == len(listed), "a question stands twice"
    return by_id


def _texts(node: object) -> Iterator[str]:
    """Every text below the node, but for titles and the names of sections: those are cited as they are."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in {"title", "section"}:
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every stretch of words one longer than may be shared; web addresses are no prose."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"https?://\S+", "", text.lower()))
    length = LONGEST_SHARED_RUN + 1
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("document", sorted(CLAIMS))
def test_every_claim_of_the_document_is_there_exactly_once_and_in_order(document: str) -> None:
    assert [claim["id"] for claim in _documents()[document]["claims"]] == CLAIMS[document]


def test_there_are_no_other_documents() -> None:
    assert sorted(_documents()) == sorted(CLAIMS)


def test_every_claim_is_one_sentence_with_its_place_strength_and_hedge() -> None:
    for claim in _claims():
        assert re.fullmatch(r"[A-Z][^.!?]*\.", claim["says"]), claim["says"]
        assert claim["section"], claim["id"]
        assert isinstance(claim["hedge"], str), claim["id"]
        assert claim["strength"] in {"strong", "moderate", "slight"}, claim["id"]
        assert claim["polarity"] in {"pro", "con", "neutral"}, claim["id"]
        assert claim["approach"] in {"referral", "inbound", "outbound", "mix"}, claim["id"]


def test_what_a_source_only_calls_possible_is_told_as_only_possible() -> None:
    timid = re.compile(r"\b(may|can|partly)\b")
    slight = [claim for claim in _claims() if claim["strength"] == "slight"]
    assert [claim["id"] for claim in slight if not timid.search(claim["says"])] == []


def test_nothing_is_copied_from_the_articles() -> None:
    """No claim, question or setting shares seven words in a row with either article."""
    articles = sorted(ARTICLES.glob("*.txt"))
    if not articles:
        pytest.skip("the two articles are not part of the repository (looked in ../shared/sources)")
    copied = {run for article in articles for run in _runs(article.read_text(encoding="utf-8"))}
    ours = [RULES / "rulebook.yaml", *(RULES / "sources").glob("*.yaml"), *(RULES / "questions").glob("*.yaml")]
    assert {text: runs for path in ours for text in _texts(_load(path)) if (runs := _runs(text) & copied)} == {}


def test_the_questions_are_those_of_the_contract() -> None:
    assert sorted(_questions()) == sorted(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_options_are_those_of_the_contract_in_its_order(question: str) -> None:
    assert [option["id"] for option in _questions()[question]["options"]] == QUESTIONS[question].split()


def test_the_questions_are_asked_in_the_order_of_the_contract() -> None:
    assert _load(RULES / "rulebook.yaml")["ask-order"] == list(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_conditional_only_where_the_contract_says_so(question: str) -> None:
    asked = _questions()[question]
    assert (asked.get("asked-when"), asked.get("otherwise")) == ASKED_WHEN.get(question, (None, None))


def test_only_what_is_optional_and_what_never_changes_the_mix_may_be_left_out() -> None:
    needs = {name: question["need"] for name, question in _questions().items() if question["need"] != "always"}
    assert needs == {"sells-to": "wording", "competition": "optional", "lead-definition": "wording"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_what_it_asks_how_to_choose_and_why(question: str) -> None:
    asked = _questions()[question]
    assert asked["text"].endswith("?")
    assert asked["help"].endswith(".")
    assert asked["why"].endswith(".")
    assert set(asked.get("improves", ())) <= {option["id"] for option in asked["options"]}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_option_is_short_enough_for_a_narrow_terminal_and_explained(question: str) -> None:
    for option in _questions()[question]["options"]:
        assert 0 < len(option["label"]) <= 45, option["label"]
        assert option["help"].endswith("."), option["help"]


def test_every_setting_is_an_integer_with_its_reason() -> None:
    settings = _load(RULES / "rulebook.yaml")["settings"]
    expected = "strong moderate slight goal-bonus points-to-double step floor may-not-lead-cap firm-at reserve"
    assert list(settings) == expected.split()
    for name, setting in settings.items():
        assert type(setting["value"]) is int, name
        assert setting["why"].endswith("."), name


def _every_text() -> Iterator[tuple[str, str]]:
    """Every text of the rulebook for people, with the file it stands in; cases speak to maintainers."""
    for path in sorted(RULES.rglob("*.yaml")):
        if path.parent.name != "cases":
            yield from ((path.name, text) for text in _texts(_load(path)))


def test_what_stands_in_quotation_marks_is_said_by_an_article() -> None:
    if not ARTICLES_HERE:
        pytest.skip("the two articles are not part of the repository (looked in ../shared/sources)")
    said = " ".join(letters_and_digits(path.read_text(encoding="utf-8")) for path in ARTICLES_HERE)
    quoted = [(file, quote) for file, text in _every_text() for quote in re.findall("\u201c([^\u201d]*)\u201d", text)]
    assert len(quoted) > 20
    assert [(file, quote) for file, quote in quoted if letters_and_digits(quote) not in said] == []


def test_the_hedge_of_a_claim_stands_in_the_sentence_that_carries_it() -> None:
    """A hedge may be of several words, each quoted by itself; "flat" says that there is none."""
    if not ARTICLES_HERE:
        pytest.skip("the two articles are not part of the repository (looked in ../shared/sources)")
    copies = [read_copy(str(path), path.read_bytes()) for path in ARTICLES_HERE]
    checked = check_sources(load_rulebook(RULES, cases=False), copies)
    wrong = [
        (carried.claim.id, word)
        for check in checked.checked
        for carried in check.carried
        for word in carried.claim.hedge.split(", ")
        if word != "flat" and letters_and_digits(word) not in letters_and_digits(" ".join(carried.sentences))
    ]
    assert wrong == []


def test_advice_in_one_form_has_one_strength() -> None:
    """B36 to B39 are four sentences of one form: what they wish for grades the wish, not the advice."""
    strengths = {claim["id"]: claim["strength"] for claim in _claims()}
    assert len({strengths[claim] for claim in ("B36", "B37", "B38", "B39")}) == 1
