"""A strength stays between those of the claims, or a note says why not."""

from __future__ import annotations

from judging import Edit, remarks


def test_a_sound_rulebook_has_none() -> None:
    assert remarks("strength-against-hedge") == []


def test_stronger_than_its_claim_is_found() -> None:
    found = remarks(
        "strength-against-hedge",
        Edit("evidence/home.yaml", "opposes: {cat: slight}", "opposes: {cat: strong}"),
    )
    assert found == [
        "evidence/home.yaml:10:18: 'strong' is stronger than what the rule cites: L05 is slight ('may')",
    ]


def test_weaker_than_its_claim_is_found() -> None:
    found = remarks(
        "strength-against-hedge",
        Edit("evidence/wish.yaml", "supports: {dog: strong}", "supports: {dog: slight}"),
    )
    assert found == [
        "evidence/wish.yaml:6:19: 'slight' is weaker than what the rule cites: L03 is strong ('best')",
    ]


def test_level_stronger_than_its_claim_is_found() -> None:
    found = remarks(
        "strength-against-hedge",
        Edit(
            "evidence/home.yaml",
            """\
supports: {cat: slight}, because: You would rather watch.}
  - {when: {use: long-away}, supports: {cat: moderate}}
  because: Nobody is at home all day, which a cat usually bears.
  claims: [L04]
  strength-note: Less where a cat is not what you look for.""",
            """\
supports: {cat: moderate}, because: You would rather watch.}
  - {when: {use: long-away}, supports: {cat: strong}}
  because: Nobody is at home all day, which a cat usually bears.
  claims: [L04]""",
        ),
    )
    assert found == [
        "evidence/home.yaml:16:46: 'strong' is stronger than what the rule cites: L04 is moderate ('usually')",
    ]


def test_a_note_justifies_the_strength() -> None:
    found = remarks(
        "strength-against-hedge",
        Edit(
            "evidence/home.yaml",
            """\
opposes: {cat: slight}
""",
            """\
opposes: {cat: strong}
  strength-note: Our own cats suffered.
""",
        ),
    )
    assert found == []


def test_any_strength_between_those_of_the_claims_will_do() -> None:
    found = remarks(
        "strength-against-hedge",
        Edit("evidence/home.yaml", "claims: [L05]", "claims: [L05, L01]"),
        Edit("evidence/home.yaml", "opposes: {cat: slight}", "opposes: {cat: moderate}"),
    )
    assert found == []
