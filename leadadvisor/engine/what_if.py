"""What would change a recommendation: other answers, or one rule less."""

from __future__ import annotations

from leadadvisor.engine.carrying import carriers, lead_of
from leadadvisor.engine.compile import Scorer
from leadadvisor.engine.flipping import find_flips
from leadadvisor.engine.position import Reasoner
from leadadvisor.engine.recommend import recommend
from leadadvisor.model.profile import Profile
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.model.what_if import WhatIf


def what_if(rulebook: Rulebook, profile: Profile) -> WhatIf:
    """The recommendation for this profile with everything near it that would make it another."""
    reasoner = Reasoner(rulebook)
    position = reasoner.position(profile.chosen())
    flips = find_flips(rulebook, Scorer(rulebook), profile)
    return WhatIf(
        recommendation=recommend(rulebook, profile),
        flips=flips.smallest,
        search=flips.search,
        lever_search=flips.lever_search,
        ways=flips.ways,
        lead=lead_of(reasoner, position),
        carried_by=carriers(reasoner, position),
    )
