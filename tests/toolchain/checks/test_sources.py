"""What a rulebook takes from its sources, and its words: everything cites, nothing counts twice or is made up."""

from __future__ import annotations

from judging import Edit, remarks


def test_rule_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit("evidence/home.yaml", "claims: [L06]", "claims: []"),
    )
    assert found == [
        "evidence/home.yaml:7:3: the rule 'little-room' cites no claim",
    ]


def test_a_rule_on_ones_own_results_needs_no_claim() -> None:
    assert remarks("no-claims", Edit("evidence/home.yaml", "claims: [L06]", "claims: []\n  kind: own-results")) == []


def test_blocker_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit("blockers.yaml", "claims: [L01]", "claims: []"),
    )
    assert found == [
        "blockers.yaml:8:3: the blocker 'nobody-walks' cites no claim",
    ]


def test_case_without_claim_is_found() -> None:
    found = remarks(
        "no-claims",
        Edit(
            "cases/homes.yaml",
            """\
  claims: [L03]
  expect: {leads: [dog]""",
            """\
  claims: []
  expect: {leads: [dog]""",
        ),
    )
    assert found == [
        "cases/homes.yaml:6:3: this case cites no claim",
    ]


def test_the_last_advice_of_a_channel_needs_no_claim() -> None:
    found = remarks(
        "no-claims",
        Edit("approaches/fish.yaml", "claims: [L06]", "claims: []"),
    )
    assert found == []


def test_claim_nothing_uses_is_found() -> None:
    found = remarks(
        "unused-claim",
        Edit(
            "sources/leaflet.yaml",
            "says: An animal is always work., background: It is said of all animals alike.}",
            "says: An animal is always work.}",
        ),
    )
    assert found == [
        "sources/leaflet.yaml:15:8: nothing uses the claim L09",
    ]


def test_a_claim_that_only_the_last_advice_cites_is_used() -> None:
    found = remarks(
        "unused-claim",
        Edit("approaches/fish.yaml", "claims: [L06]", "claims: [L06, L09]"),
        Edit("sources/leaflet.yaml", ", background: It is said of all animals alike.", ""),
    )
    assert found == []


def test_background_that_counts_is_found() -> None:
    found = remarks(
        "needless-background",
        Edit(
            "sources/leaflet.yaml",
            "says: Fish need little room.}",
            "says: Fish need little room., background: It is known.}",
        ),
    )
    assert found == [
        "sources/leaflet.yaml:12:151: the claim L06 is called background, but something cites it",
    ]


def test_claim_counted_by_two_rules_is_found() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit("evidence/wish.yaml", "claims: [L08, L07]", "claims: [L08, L07, L04]"),
    )
    assert found == [
        "evidence/wish.yaml:14:3: the rules 'company-indoors' and 'alone-all-day' can both count L04 for cat",
    ]


def test_rules_that_never_speak_together_may_share_a_claim() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit("evidence/home.yaml", "claims: [L05]", "claims: [L05, L07]"),
    )
    assert found == []


def test_two_rules_that_both_carry_a_note_may_share_a_claim() -> None:
    found = remarks(
        "claim-counted-twice",
        Edit(
            "evidence/wish.yaml",
            "claims: [L08, L07]",
            """\
claims: [L08, L07, L04]
  strength-note: Half of it is said there.""",
        ),
    )
    assert found == []


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


def test_reason_that_repeats_the_id_is_found() -> None:
    found = remarks(
        "because-repeats-id",
        Edit("blockers.yaml", "because: A dog has to be walked, and nobody would do it.", "because: Nobody walks it."),
    )
    assert found == [
        "blockers.yaml:6:12: 'because' only repeats the id 'nobody-walks'",
    ]


def test_a_word_of_its_own_is_enough() -> None:
    found = remarks(
        "because-repeats-id",
        Edit(
            "blockers.yaml", "because: A dog has to be walked, and nobody would do it.", "because: Nobody walks dogs."
        ),
    )
    assert found == []


BECAUSE = "because: A cat may not like so little space."


def a_reason_of(characters: int) -> Edit:
    return Edit("evidence/home.yaml", BECAUSE, f"because: {'x' * characters}")


def test_201_characters_are_too_many() -> None:
    found = remarks("because-too-long", a_reason_of(201))
    assert found == ["evidence/home.yaml:11:12: 'because' has 201 characters, more than 200"]


def test_exactly_200_characters_will_do() -> None:
    assert remarks("because-too-long", a_reason_of(200)) == []


def test_number_from_nowhere_is_found() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like so little space, say 7 in 10 keepers.",
        ),
    )
    assert found == [
        "evidence/home.yaml:11:12: no source gives the numbers 7, 10",
    ]


def test_a_number_of_an_option_it_rests_on_is_the_users_own() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: Left by itself for so long, it would be unhappy.",
            "because: Up to 4 hours would be bearable.",
        ),
    )
    assert found == []


def test_a_number_of_a_claim_is_a_source_s() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like 12 square metres.",
        ),
        Edit("sources/leaflet.yaml", "in one small room.", "in one small room of 12 square metres."),
    )
    assert found == []


def test_the_id_of_a_claim_is_no_number() -> None:
    found = remarks(
        "invented-number",
        Edit(
            "evidence/home.yaml",
            "because: A cat may not like so little space.",
            "because: A cat may not like so little space (L05).",
        ),
    )
    assert found == []
