"""Declared properties: how they are written, and what they become."""

from __future__ import annotations

import shutil
from pathlib import Path

from leadadvisor.model.rulebook import Property
from leadadvisor.rulebook.loader import load_rulebook

BASE = Path(__file__).parents[1] / "bad" / "base"

WRITTEN = """
properties:
- id: further-never-raises-the-bike
  text: Going further never raises the bike.
  question: distance
  order: [near, middle, far]
  never-raises: bike
- id: bags-lower-the-bike
  text: Heavy bags lower the bike.
  question: luggage
  from: [light]
  to: [heavy]
  lowers: bike
"""


def test_an_order_is_read_step_by_step_and_two_lists_pair_by_pair(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "commute")
    (tmp_path / "commute" / "properties.yaml").write_text(WRITTEN, encoding="utf-8")
    assert load_rulebook(tmp_path / "commute").properties == (
        Property(
            "further-never-raises-the-bike",
            "Going further never raises the bike.",
            "distance",
            (("near", "middle"), ("middle", "far")),
            "never-raises",
            "bike",
        ),
        Property(
            "bags-lower-the-bike", "Heavy bags lower the bike.", "luggage", (("light", "heavy"),), "lowers", "bike"
        ),
    )


def test_a_rulebook_need_not_declare_any() -> None:
    assert load_rulebook(BASE).properties == ()
