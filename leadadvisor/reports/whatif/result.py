"""What would change a recommendation, as mappings, lists and numbers: the contract "leadadvisor/what-if/1"."""

from __future__ import annotations

from leadadvisor.model.what_if import Search, WhatIf
from leadadvisor.reports.brief import flips_told, outline
from leadadvisor.reports.result import Result
from leadadvisor.reports.result import result as recommendation_result
from leadadvisor.reports.text import safe

SCHEMA = "leadadvisor/what-if/1"


def result(value: WhatIf) -> dict[str, Result]:
    """Everything, with keys always in the same order."""
    recommendation = value.recommendation
    lead = value.lead
    return {
        "schema": SCHEMA,
        **outline(recommendation),
        "flips": flips_told(value.flips),
        "ways_to_lead": [
            {
                "approach": safe(way.approach),
                "least": flips_told(way.least),
                "by_levers": flips_told(way.by_levers),
            }
            for way in value.ways
        ],
        "search": _search(value.search),
        "lever_search": _search(value.lever_search),
        "movers": recommendation_result(recommendation)["movers"],
        "settled": recommendation.settled,
        "robustness_percent": recommendation.robustness_percent,
        "lead": None if lead is None else {"rival": lead.rival, "points": lead.points, "percent": lead.percent},
        "carried_by": [
            {
                "kind": support.kind,
                "id": safe(support.id),
                "because": safe(support.because),
                "without_it": {"status": support.status, "leader": support.leader},
            }
            for support in value.carried_by
        ],
    }


def _search(search: Search) -> Result:
    return {"size": search.size, "tried": search.tried, "left_out": search.left_out}
