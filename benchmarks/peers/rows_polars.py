"""The bundled rulebook by hand in Polars, for files without open questions: `rows_polars.py SOURCE TARGET`.

As an analyst would write it: one streaming query; shares are worked out once per combination and looked up.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import reduce
from operator import or_

import polars as pl

FARTHEST, OUT = 28, 29
"""Points behind the best beyond which nothing changes any more; and what stands for ruled out."""

SEATS, CAP = 20, 6
BIDS = {behind: [2 ** (-behind / 7) / (2 * held + 1) for held in range(SEATS)] for behind in range(-FARTHEST, OUT)}


def points(condition: pl.Expr, value: int, *others: tuple[pl.Expr, int]) -> pl.Expr:
    """So many points where the condition holds; else those of the first other that holds, or none."""
    otherwise = points(*others[0], *others[1:]) if others else pl.lit(0, pl.Int16)
    return pl.when(condition).then(pl.lit(value, pl.Int16)).otherwise(otherwise)


def text(condition: pl.Expr, value: str, *others: tuple[pl.Expr, str]) -> pl.Expr:
    """The same with words; null where nothing holds."""
    otherwise = text(*others[0], *others[1:]) if others else pl.lit(None, pl.String)
    return pl.when(condition).then(pl.lit(value)).otherwise(otherwise)


def any_of(column: str, *options: str) -> pl.Expr:
    """Whether the answer is one of these."""
    return reduce(or_, (pl.col(column) == option for option in options))


def mixes() -> Iterator[tuple[int, int, int]]:
    """Shares for every combination, in the order that `combination` counts them."""
    for referral in range(30):
        for inbound in range(30):
            for outbound in range(-FARTHEST, 30):
                for capped in (False, True):
                    yield mix((referral, inbound, outbound), capped=capped)


def mix(behind: tuple[int, int, int], *, capped: bool) -> tuple[int, int, int]:
    """20 seats of 5 percent: one for each, then one by one to the largest 2^(points / 7) / (2 x seats held + 1)."""
    feasible = [place for place in range(3) if behind[place] < OUT]
    if not feasible or 0 not in behind:
        return 0, 0, 0
    held = [int(place in feasible) for place in range(3)]
    stops = capped and feasible != [2]
    for _ in range(SEATS - len(feasible)):
        bidding = [place for place in feasible if not (stops and place == 2 and held[2] >= CAP)]  # noqa: PLR2004
        held[max(bidding, key=lambda place: BIDS[behind[place]][held[place]])] += 1
    return 5 * held[0], 5 * held[1], 5 * held[2]


picture_precise = pl.col("icp-clarity") == "precise"
picture_unclear = pl.col("icp-clarity") == "unclear"
names_listed = ~picture_unclear & (pl.col("named-accounts") != "none")
plenty_to_ask = (pl.col("customers") == "many") | (pl.col("network") == "many")
someone_to_ask = (pl.col("customers") != "none") | (pl.col("network") != "none")
near_deadline = any_of("timeline", "under-1-month", "1-3-months")
nobody = pl.col("people") == "nobody"
no_money = pl.col("budget") == "none"
hardly_any_hours = pl.col("hours") == "under-5"

known = {
    "picture_precise": picture_precise,
    "picture_unclear": picture_unclear,
    "names_listed": names_listed,
    "plenty_to_ask": plenty_to_ask,
    "someone_to_ask": someone_to_ask,
    "near_deadline": near_deadline,
    "outreach_runs": (pl.col("outreach") == "running") & ~nobody,
    "nobody": nobody,
    "hardly_any_hours": hardly_any_hours,
    "no_money": no_money,
    "no_cash": any_of("budget", "none", "small-tests"),
    "noisy": pl.col("inbound-assets") == "noisy-enquiries",
    "regular": pl.col("inbound-assets") == "regular-enquiries",
    "convert": pl.col("priority") == "conversion",
    "fit": pl.col("priority") == "fit",
    "forecast": pl.col("priority") == "forecast",
    "volume": pl.col("priority") == "volume",
    "scale": pl.col("goal") == "scale-proven-segment",
    "proven": pl.col("segment") == "proven",
    "few_deals": pl.col("goal") == "few-extra-deals",
    "test": pl.col("goal") == "test-segment",
    "waits": any_of("patience", "6-12-months", "over-1-year"),
    "this_month": pl.col("timeline") == "under-1-month",
}
it = {name: pl.col(name) for name in known}
is_many = {column: pl.col(column) == "many" for column in ("customers", "network", "competition")}
little_money_but_time = it["no_cash"] & it["waits"] & (it["regular"] | ~it["hardly_any_hours"])
little_work = it["hardly_any_hours"] | (pl.col("priority") == "least-work")
buyers, goal, people, patience = pl.col("buyers"), pl.col("goal"), pl.col("people"), pl.col("patience")

for_referral = (
    points(it["few_deals"], 6)
    + points(it["plenty_to_ask"] & it["no_money"], 3)
    + points(little_work & it["plenty_to_ask"], 3, (little_work & it["someone_to_ask"], 1))
    + points(
        is_many["customers"] & is_many["network"],
        4,
        (is_many["customers"] & (pl.col("network") == "some"), 3),
        ((pl.col("customers") == "few") & is_many["network"], 3),
        (it["plenty_to_ask"] | ((pl.col("customers") != "none") & (pl.col("network") != "none")), 1),
    )
    + points(it["convert"] & it["plenty_to_ask"], 3, (it["convert"] & it["someone_to_ask"], 1))
    + points((people == "founders-learning") & it["someone_to_ask"], 1)
    + points(
        it["this_month"] & it["plenty_to_ask"],
        4,
        ((pl.col("timeline") == "1-3-months") & it["plenty_to_ask"], 3),
        (it["this_month"] & it["someone_to_ask"], 1),
    )
)
against_referral = points(
    any_of("goal", "scale-proven-segment", "lasting-pipeline", "feed-closers", "test-segment"),
    4,
    (~it["few_deals"] | it["forecast"] | it["volume"], 1),
) + points(it["fit"], 3)
for_inbound = (
    points(it["regular"], 4, (it["noisy"], 1))
    + points(buyers == "study", 4, (buyers == "compare", 3))
    + points((goal == "lasting-pipeline") | (it["scale"] & it["proven"]), 7)
    + points((pl.col("budget") == "ample") | little_money_but_time, 1)
    + points(it["forecast"], 3, (it["volume"] | (it["convert"] & ~it["noisy"]), 1))
    + points(patience == "over-1-year", 1)
)
against_inbound = (
    points(buyers == "unaware", 4, (buyers == "simple", 3))
    + points(is_many["competition"], 1)
    + points(it["hardly_any_hours"], 3, ((pl.col("hours") == "5-15") & (pl.col("inbound-assets") == "nothing"), 1))
    + points(it["fit"], 1)
    + points(it["near_deadline"] & (buyers != "compare"), 3)
    + points(patience == "under-3-months", 4, (patience == "3-6-months", 3))
)
for_outbound = (
    points(buyers == "unaware", 1)
    + points(it["picture_precise"] & it["fit"], 4, (it["picture_precise"], 3))
    + points(it["names_listed"], 4)
    + points(
        any_of("goal", "near-term-target", "launch-product"),
        4,
        (it["test"] | (goal == "feed-closers"), 7),
        (it["scale"] & ~it["proven"], 6),
    )
    + points(it["forecast"], 4, (it["volume"], 1))
    + points((pl.col("segment") == "new") & ~it["test"], 1)
    + points(people == "strong-sellers", 3)
    + points(it["outreach_runs"] & it["near_deadline"], 3, (it["outreach_runs"], 1))
)
against_outbound = (
    points(it["picture_unclear"], 1)
    + points(it["hardly_any_hours"], 3)
    + points(it["convert"] & ~it["picture_precise"] & ~it["names_listed"], 1)
    + points(it["nobody"], 7, (people == "to-be-hired", 1))
)
alike = points(it["volume"], 2)
"""What a rule for inbound and outbound alike weighs in both: nothing between these two."""

no_means = it["no_money"] & it["hardly_any_hours"]
sums = {
    "referral": for_referral - against_referral,
    "inbound": for_inbound - against_inbound,
    "outbound": for_outbound - against_outbound,
    "referral_weight": for_referral + against_referral,
    "inbound_weight": for_inbound + against_inbound,
    "outbound_weight": for_outbound + against_outbound,
    "alike": alike,
    "referral_out": ~it["someone_to_ask"],
    "inbound_out": no_means,
    "outbound_out": it["nobody"] & no_means,
    "outbound_held_back": (it["nobody"] & it["no_cash"]) | ((people == "to-be-hired") & no_means),
}
referral, inbound, outbound = pl.col("referral"), pl.col("inbound"), pl.col("outbound")
referral_out, inbound_out, outbound_out = pl.col("referral_out"), pl.col("inbound_out"), pl.col("outbound_out")
held_back, best = pl.col("outbound_held_back"), pl.col("best")
may_lead = {"referral": ~referral_out, "inbound": ~inbound_out, "outbound": ~held_back}
best_of_all = pl.max_horizontal(pl.when(free).then(pl.col(name)).otherwise(None) for name, free in may_lead.items())


def beats(rival: str, leader: str) -> pl.Expr:
    """Whether the lead over a rival is a quarter of what speaks for one and not for the other; or it may not lead."""
    weight = pl.col(f"{leader}_weight") + pl.col(f"{rival}_weight")
    if "referral" not in {leader, rival}:
        weight = weight - pl.col("alike")
    return ~may_lead[rival] | (4 * (best - pl.col(rival)) >= weight)


first = {name: free & (pl.col(name) == best) for name, free in may_lead.items()}
alone = pl.sum_horizontal(each.fill_null(value=False).cast(pl.Int8) for each in first.values()) == 1
leader = text(
    alone & first["referral"],
    "referral",
    (alone & first["inbound"], "inbound"),
    (alone & first["outbound"], "outbound"),
)
firm = (
    pl.when(leader == "referral")
    .then(beats("inbound", "referral") & beats("outbound", "referral"))
    .when(leader == "inbound")
    .then(beats("referral", "inbound") & beats("outbound", "inbound"))
    .otherwise(beats("referral", "outbound") & beats("inbound", "outbound"))
)
behind = [
    pl.when(referral_out).then(OUT).otherwise((best - referral).clip(0, FARTHEST)),
    pl.when(inbound_out).then(OUT).otherwise((best - inbound).clip(0, FARTHEST)),
    pl.when(outbound_out).then(OUT).otherwise((best - outbound).clip(-FARTHEST, FARTHEST).fill_null(0)),
]
combination = ((behind[0].cast(pl.Int32) * 30 + behind[1]) * 58 + behind[2] + FARTHEST) * 2 + held_back.cast(pl.Int32)

rules = [
    text(it["noisy"] | it["regular"], "enquiries-already-come"),
    text(
        buyers == "study",
        "buyers-study-first",
        (buyers == "compare", "buyers-compare-suppliers"),
        (buyers == "unaware", "buyers-do-not-search demand-to-be-awakened"),
        (buyers == "simple", "buyers-do-not-search"),
    ),
    text(
        it["names_listed"],
        "clear-picture-of-the-buyer named-accounts-known",
        (it["picture_precise"], "clear-picture-of-the-buyer"),
        (it["picture_unclear"], "unclear-picture-of-the-buyer"),
    ),
    text(is_many["competition"], "crowded-market"),
    text(
        it["few_deals"],
        "extra-deals-by-referral",
        (goal == "near-term-target", "near-term-by-outbound"),
        (goal == "launch-product", "launch-by-outbound"),
        (it["test"], "new-segment-by-outbound"),
        (it["scale"] & it["proven"], "scale-up-by-inbound"),
        (it["scale"], "growth-without-proof"),
        (goal == "lasting-pipeline", "lasting-pipeline-by-inbound"),
        (goal == "feed-closers", "closers-fed-by-outbound"),
    ),
    text(
        it["hardly_any_hours"],
        "outbound-wants-dedicated-people content-is-work",
        ((pl.col("hours") == "5-15") & (pl.col("inbound-assets") == "nothing"), "content-is-work"),
    ),
    text(it["no_money"] & it["plenty_to_ask"], "referral-costs-little"),
    text(it["someone_to_ask"] & little_work, "referral-takes-little-work"),
    text(
        pl.col("budget") == "ample",
        "money-for-paid-inbound",
        (little_money_but_time, "little-money-but-time"),
    ),
    text(
        it["plenty_to_ask"] | ((pl.col("customers") != "none") & (pl.col("network") != "none")),
        "people-to-ask",
    ),
    text(~it["few_deals"] | it["forecast"] | it["volume"], "referral-cannot-be-planned"),
    text(
        it["forecast"],
        "outbound-can-be-forecast inbound-can-be-repeated",
        (it["fit"], "referral-often-misfit inbound-brings-noise"),
        (it["volume"], "both-can-be-scaled"),
        (it["convert"] & it["someone_to_ask"], "referral-convert-well"),
    ),
    text(it["convert"] & ~it["noisy"], "inbound-convert-readily"),
    text(it["convert"] & ~it["picture_precise"] & ~it["names_listed"], "outbound-converts-less"),
    text((pl.col("segment") == "new") & ~it["test"], "untested-segment"),
    text(
        people == "strong-sellers",
        "somebody-to-open-conversations",
        (it["nobody"], "somebody-to-open-conversations nobody-carries-leads-on"),
        (people == "to-be-hired", "people-still-to-be-paid"),
        ((people == "founders-learning") & it["someone_to_ask"], "natural-for-founders"),
    ),
    text(
        (it["this_month"] & it["someone_to_ask"]) | ((pl.col("timeline") == "1-3-months") & it["plenty_to_ask"]),
        "referral-is-quickest",
    ),
    text(it["near_deadline"] & (buyers != "compare"), "inbound-takes-its-time"),
    text(it["outreach_runs"], "outreach-past-its-ramp-up"),
    text(
        any_of("patience", "under-3-months", "3-6-months"),
        "inbound-asks-for-patience",
        (patience == "over-1-year", "inbound-pays-in-the-long-run"),
    ),
]
accounts_without_picture = it["picture_unclear"] & (pl.col("named-accounts") != "none")
cautions = [
    pl.when(pl.col("leader").is_null()).then(pl.col("status")),
    text(it["scale"] & (pl.col("segment") == "new"), "contradiction:scale-without-proof"),
    text((goal == "lasting-pipeline") & (patience == "under-3-months"), "contradiction:lasting-but-impatient"),
    text(it["few_deals"] & it["forecast"], "contradiction:extra-deals-but-forecast"),
    text(accounts_without_picture, "contradiction:named-accounts-without-icp"),
    text(it["test"] & it["proven"], "contradiction:test-of-a-proven-segment"),
    text((goal == "feed-closers") & it["nobody"], "contradiction:feed-closers-without-closers"),
    text(it["scale"] & (pl.col("priority") == "least-work"), "contradiction:least-work-but-scale"),
    text(
        referral_out
        & it["this_month"]
        & (pl.col("outreach") != "running")
        & any_of("inbound-assets", "nothing", "content-only"),
        "contradiction:nothing-that-fast",
    ),
    text(inbound_out, "contradiction:no-means"),
    text(referral_out, "infeasible-approach:referral"),
    text(inbound_out, "infeasible-approach:inbound"),
    text(
        outbound_out,
        "infeasible-approach:outbound",
        (it["nobody"] | held_back, "may-not-lead:outbound"),
    ),
    text(it["nobody"] & (pl.col("outreach") != "not-started"), "unused-answer:outreach"),
    text(accounts_without_picture, "unused-answer:named-accounts"),
]


def main(source: str, target: str) -> None:
    """Read, work out and write, streaming."""
    given = pl.scan_csv(source, infer_schema=False)
    columns = given.collect_schema().names()
    shares = pl.DataFrame(list(mixes()), schema=["referral", "inbound", "outbound"], orient="row")
    nothing_feasible = referral_out & inbound_out & outbound_out
    results = (
        given.with_columns(**known)
        .with_columns(**sums)
        .with_columns(best=best_of_all)
        .with_columns(leader=leader, combination=combination)
        .with_columns(
            status=pl.when(pl.col("leader").is_not_null())
            .then(pl.lit("recommended"))
            .when(nothing_feasible)
            .then(pl.lit("nothing-feasible"))
            .otherwise(pl.lit("undecided")),
            firmness=pl.when(pl.col("leader").is_null())
            .then(pl.lit("open"))
            .when(firm)
            .then(pl.lit("firm"))
            .otherwise(pl.lit("leaning")),
            rules=pl.concat_str(rules, separator=" ", ignore_nulls=True),
            **{f"share_{name}": pl.lit(shares[name]).gather(pl.col("combination")) for name in shares.columns},
        )
        .with_columns(cautions=pl.concat_str(cautions, separator=" ", ignore_nulls=True).replace("", None))
    )
    added = ["status", "leader", "firmness", "share_referral", "share_inbound", "share_outbound", "rules", "cautions"]
    results.select(*columns, *added).sink_csv(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
