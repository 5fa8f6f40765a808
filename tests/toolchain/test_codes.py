"""Every code the program tells has a meaning that can be asked for."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from leadadvisor.model.recommendation import CautionCode
from leadadvisor.rulebook.problems import CODES
from leadadvisor.toolchain.checks import CHECKS
from leadadvisor.toolchain.codes import CAUTIONS, PROBLEMS, code_json, code_text, codes, look_up_code, nearest_codes


def test_every_code_has_a_meaning_and_no_meaning_is_left_over() -> None:
    assert set(PROBLEMS) == set(CODES)
    assert set(CAUTIONS) == set(get_args(CautionCode))
    names = [code.id for code in codes()]
    assert len(names) == len(set(names)) == len(CHECKS) + len(CODES) + len(CAUTIONS)


@pytest.mark.parametrize("code", list(codes()), ids=lambda code: code.id)
def test_a_meaning_is_a_sentence_or_two(code: object) -> None:
    meaning = getattr(code, "meaning", "")
    assert meaning[0].isupper() or meaning[0] == "`"
    assert meaning.endswith(".")
    assert len(meaning) < 120


def test_a_code_is_found_in_any_letters() -> None:
    found = look_up_code(" No-Claims ")
    assert found is not None
    assert (found.kind, found.severity) == ("check", "error")
    assert look_up_code("no-claim") is None
    assert nearest_codes("no-claim")[0] == "no-claims"


def test_a_check_is_told_with_what_it_is_about() -> None:
    found = [code for code in codes() if code.id in {"no-claims", "too-entangled"}]
    assert code_text(found) == (
        "no-claims (check, error)\n"
        "  A rule or other part that cites no claim.\n"
        "  Nothing without provenance: what speaks, blocks, advises or expects cites at least one claim.\n"
        "\n"
        "  Every citing part whose list of claims is empty; the last advice of a channel may do without.\n"
        "\n"
        "too-entangled (caution)\n"
        "  Too many combinations are open to look at all of them. Answer more to get exact ranges.\n"
    )
    assert [code["id"] for code in json.loads(code_json(found))["codes"]] == ["no-claims", "too-entangled"]
