"""A handbook tells all of a rulebook, links it both ways, and lets nothing in it become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from faults import PETS

from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.handbook import FORMATS, handbook
from leadadvisor.reports.handbook.sections import links_in, sections
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.coverage import cases_by_rule

RULES = Path(__file__).parents[3] / "rules"
RULEBOOK = load_rulebook(PETS)
HOSTILE = '<script>alert("1")</script> [x](javascript:1) `c` *b* | # & \x1b[31m\u202e'


def anchors(rulebook: Rulebook) -> list[str]:
    parts = sections(rulebook, cases_by_rule(rulebook))
    return [section.anchor for section in parts] + [entry.anchor for section in parts for entry in section.entries]


def told(name: str, rulebook: Rulebook = RULEBOOK) -> str:
    return handbook(rulebook, cases_by_rule(rulebook), name)


@pytest.mark.parametrize("directory", [PETS, RULES], ids=lambda path: path.name)
def test_every_link_leads_to_one_entry(directory: Path) -> None:
    rulebook = load_rulebook(directory)
    known = anchors(rulebook)
    assert len(set(known)) == len(known)
    assert {link.anchor for link in links_in(sections(rulebook, cases_by_rule(rulebook)))} <= set(known)


def test_links_lead_both_ways_between_claims_rules_tensions_and_cases() -> None:
    linked: dict[str, set[str]] = {}
    for section in sections(RULEBOOK, cases_by_rule(RULEBOOK)):
        for entry in section.entries:
            linked[entry.anchor] = {link.anchor for link in links_in([section._replace(entries=(entry,))])}
    pairs = [
        ("claim-l02", "rule-suffers-alone"),
        ("claim-l02", "tension-t01"),
        ("rule-suffers-alone", "tension-t01"),
        ("rule-suffers-alone", "case-2"),
        ("tension-t01", "case-2"),
        ("claim-l04", "case-2"),
    ]
    for one, other in pairs:
        assert other in linked[one], f"{one} does not lead to {other}"
        assert one in linked[other], f"{other} does not lead back to {one}"


def test_a_rule_is_told_with_its_levels_reason_claims_and_cases() -> None:
    text = told("markdown")
    start = text.index("### alone-all-day")
    entry = " ".join(text[start : text.index("\n### ", start + 1)].split())
    assert entry == (
        '### alone-all-day <a id="rule-alone-all-day"></a> Topic: Home. '
        "- Level 1: Slight for cat. When time-away is “All day”, and wish is “Something quiet to look at”. You would "
        "rather watch. "
        "- Level 2: Moderate for cat. When time-away is “All day”. Nobody is at home all day, which a cat usually "
        "bears. "
        "- Why this strength: Less where a cat is not what you look for. "
        "- Claims: [L04](#claim-l04) "
        "- Speaks in cases: [Away all day, and company wanted in the evening](#case-2), "
        "[One room and a wish for quiet](#case-3)"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_everything_with_an_id_is_told_in_every_format(name: str) -> None:
    text = told(name)
    assert [anchor for anchor in anchors(RULEBOOK) if f'id="{anchor}"' not in text] == []
    assert "Allergies." in text
    assert RULEBOOK.basis in text


class Reader(HTMLParser):
    """The tags of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        self.links |= {value or "" for key, value in attrs if key in {"href", "src"}}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile_rulebook() -> Rulebook:
    claims = tuple(claim._replace(says=HOSTILE, hedge=HOSTILE) for claim in RULEBOOK.documents[0].claims)
    document = RULEBOOK.documents[0]._replace(title=HOSTILE, claims=claims)
    cases = tuple(case._replace(name=f"{HOSTILE} {number}") for number, case in enumerate(RULEBOOK.cases))
    return RULEBOOK._replace(title=HOSTILE, basis=HOSTILE, documents=(document,), cases=cases)


def test_the_page_needs_no_other_file_and_every_tag_is_closed() -> None:
    reader = Reader()
    reader.feed(told("html"))
    assert reader.open == []
    assert all(link.startswith("#") for link in reader.links)
    assert "url(" not in told("html")


def test_no_text_becomes_a_tag() -> None:
    reader = Reader()
    reader.feed(told("html", hostile_rulebook()))
    assert "script" not in reader.tags
    assert "\x1b" not in told("html", hostile_rulebook())


def test_no_text_becomes_markdown() -> None:
    text = told("markdown", hostile_rulebook())
    plain = text.replace("\\<", "").replace("\\[", "").replace("\\`", "")
    assert "<script" not in plain
    assert not re.search(r"(?<!\\)\]\(javascript", plain)
    assert "\x1b" not in text


def test_another_format_is_refused() -> None:
    with pytest.raises(WrongUsage, match="choose from markdown, html"):
        told("pdf")
