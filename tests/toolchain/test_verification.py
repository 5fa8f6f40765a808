"""What verifying found, in sentences: how weighty each finding is, and what fails."""

from __future__ import annotations

from builders import chosen, make_level, make_rule, make_rulebook, make_settings
from generators import bundled_rulebook

from leadadvisor.engine.verify import verify
from leadadvisor.model.rulebook import Property, Rulebook
from leadadvisor.model.verification import BrokenMix, Mixes
from leadadvisor.toolchain.verification import VerifyFinding, fails, findings
from leadadvisor.toolchain.verification_text import verification_text


def codes(found: tuple[VerifyFinding, ...]) -> set[tuple[str, str, str]]:
    return {(finding.weight, finding.code, finding.subject) for finding in found}


def all_lead(**more: object) -> Rulebook:
    """A rulebook in which each approach leads for one answer; more rules as given."""
    rules = [
        make_rule(f"for-{approach}", chosen("size", option), supports={approach: "strong"})
        for approach, option in (("referral", "small"), ("inbound", "large"))
    ]
    return make_rulebook(rules=rules, approaches=("referral", "inbound"), **more)  # type: ignore[arg-type]


def test_a_rulebook_in_which_everybody_may_lead_has_only_notes() -> None:
    rulebook = all_lead()
    found = findings(rulebook, verify(rulebook))
    assert codes(found) == {("note", "thin-evidence", "")}
    assert not fails(found, strict=True)


def test_silent_levels_silent_rules_and_rules_without_weight_are_warnings() -> None:
    book = all_lead()
    both = make_level(supports={"referral": "slight", "inbound": "slight"})
    silent = make_rule("silent-level", levels=[both, make_level()])
    rules = (*book.rules, make_rule("silent", chosen("size")), silent)
    rulebook = book._replace(rules=rules)
    found = findings(rulebook, verify(rulebook))
    assert {each for each in codes(found) if each[0] == "warning"} == {
        ("warning", "never-speaks", "silent"),
        ("warning", "level-never-speaks", "silent-level"),
        ("warning", "never-decides", "silent-level"),
    }
    assert not fails(found, strict=False)
    assert fails(found, strict=True)


def test_an_approach_whose_share_never_moves_is_a_warning() -> None:
    rulebook = all_lead(settings=make_settings(points_to_double=100, step=50, floor=50, may_not_lead_cap=50))
    found = findings(rulebook, verify(rulebook))
    assert ("warning", "fixed-share", "referral") in codes(found)


def test_a_refuted_property_and_an_approach_that_never_leads_are_errors_and_come_first() -> None:
    declared = Property(
        "small", "Size never lowers referral.", "size", (("small", "large"),), "never-lowers", "referral"
    )
    rulebook = all_lead()._replace(properties=(declared,))
    rulebook = rulebook._replace(rules=rulebook.rules[:1])
    found = findings(rulebook, verify(rulebook))
    assert [finding.weight for finding in found] == sorted(
        (finding.weight for finding in found), key=["error", "warning", "note"].index
    )
    assert {each for each in codes(found) if each[0] == "error"} == {
        ("error", "property-refuted", "small"),
        ("error", "never-leads", "inbound"),
    }
    refuted = next(finding for finding in found if finding.code == "property-refuted")
    assert refuted.text == "Size never lowers referral. This is not so: the share goes from 65 to 50 %."
    assert refuted.examples == (("before", (("size", "small"),)), ("after", (("size", "large"),)))


def test_a_mix_that_broke_its_promises_would_be_an_error() -> None:
    rulebook = all_lead()
    broken = BrokenMix((60, 45), "sum", (("size", "small"),))
    found = findings(rulebook, verify(rulebook)._replace(mixes=Mixes(2, (broken,))))
    assert ("error", "broken-mix", "") in codes(found)
    assert fails(found, strict=False)


def test_what_was_not_verified_is_a_warning_that_names_the_rules_that_meet() -> None:
    rulebook = bundled_rulebook()
    found = findings(rulebook, verify(rulebook, most_work=0))
    left = [finding for finding in found if finding.code == "not-verified"]
    assert {finding.weight for finding in left} == {"warning"}
    assert left[0].text.startswith("Who leads, how often, and how far shares reach was not verified: too entangled")
    assert ", where these rules meet: " in left[0].text
    together = [finding.text for finding in left if finding.text.startswith("How often they decide")]
    assert len(together) == 1
    assert f"and {len(rulebook.rules) - 12} more." in together[0]


def test_the_text_of_what_was_not_verified_claims_nothing() -> None:
    rulebook = bundled_rulebook()
    found = verify(rulebook, most_work=0)
    text = verification_text(rulebook, found, findings(rulebook, found), examples=True, brief=False)
    assert "Who leads\n" not in text
    assert "not verified\n" in text
    assert all(f"  {record.verdict:<14}{record.text}\n" in text for record in found.properties)
    assert "not-verified" in {record.verdict for record in found.properties}
