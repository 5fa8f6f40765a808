"""A handbook tells all of a rulebook, links it both ways, and lets nothing in it become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from faults import PETS

from leadadvisor.errors import WrongUsage
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.reports.document import Block, Heading, Items, Link, Paragraph, Table, Words
from leadadvisor.reports.handbook import FORMATS, document, handbook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.coverage import cases_by_rule

RULES = Path(__file__).parents[3] / "rules"
RULEBOOK = load_rulebook(PETS)
HOSTILE = '<script>alert("1")</script> [x](javascript:1) `c` *b* | # & \x1b[31m\u202e'


def blocks(rulebook: Rulebook) -> tuple[Block, ...]:
    return document(rulebook, cases_by_rule(rulebook)).blocks


def anchors(rulebook: Rulebook) -> list[str]:
    return list(linked(rulebook))


def linked(rulebook: Rulebook) -> dict[str, set[str]]:
    """Every anchor, and those to which its entry leads."""
    found: dict[str, set[str]] = {}
    here = ""
    for block in blocks(rulebook):
        if isinstance(block, Heading) and block.anchor:
            assert block.anchor not in found
            here = block.anchor
            found[here] = set()
        elif isinstance(block, Table) and block.anchors:
            for anchor, row in zip(block.anchors, block.rows, strict=True):
                assert anchor not in found
                found[anchor] = {link for cell in row for link in leads_to(cell)}
        elif isinstance(block, Items | Paragraph):
            texts = [item.text for item in block.items] if isinstance(block, Items) else [block.text]
            found.setdefault(here, set()).update(link for text in texts for link in leads_to(text))
    del found[""]
    return found


def leads_to(words: Words) -> list[str]:
    return [part.anchor for part in words if isinstance(part, Link)]


def told(name: str, rulebook: Rulebook = RULEBOOK) -> str:
    return handbook(rulebook, cases_by_rule(rulebook), name)


@pytest.mark.parametrize("directory", [PETS, RULES], ids=lambda path: path.name)
def test_every_link_leads_to_one_entry(directory: Path) -> None:
    found = linked(load_rulebook(directory))
    assert {link for links in found.values() for link in links} <= set(found)


def test_links_lead_both_ways_between_claims_rules_tensions_and_cases() -> None:
    found = linked(RULEBOOK)
    pairs = [
        ("claim-l02", "rule-suffers-alone"),
        ("claim-l02", "tension-t01"),
        ("rule-suffers-alone", "tension-t01"),
        ("rule-suffers-alone", "case-2"),
        ("tension-t01", "case-2"),
        ("claim-l04", "case-2"),
    ]
    for one, other in pairs:
        assert other in found[one], f"{one} does not lead to {other}"
        assert one in found[other], f"{other} does not lead back to {one}"


def test_a_rule_is_told_with_its_levels_reason_claims_and_cases() -> None:
    text = told("markdown")
    start = text.index("### alone-all-day")
    entry = " ".join(text[start : text.index("\n### ", start + 1)].split())
    assert entry == (
        '### alone-all-day <a id="rule-alone-all-day"></a> Topic: Home. '
        "- **Level 1:** Slight for cat. When time-away is “All day”, and wish is “Something quiet to look at”. "
        "You would rather watch. "
        "- **Level 2:** Moderate for cat. When time-away is “All day”. Nobody is at home all day, which a cat usually "
        "bears. "
        "- **Why this strength:** Less where a cat is not what you look for. "
        "- **Claims:** [L04](#claim-l04) "
        "- **Speaks in cases:** [Away all day, and company wanted in the evening](#case-2), "
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
        if tag not in {"meta", "link"}:
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
    assert all(link.startswith("#") or link == "data:," for link in reader.links)
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
