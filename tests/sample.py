"""Small rulebooks and recommendations made by hand, for tests that must not depend on the engine or on rules/.

`RECOMMENDATIONS` maps a name to a recommendation: complete, gated (one approach may not lead, ranges skipped, no plan),
level, held-back, prepared (the leader needs one step first), incomplete, nothing-feasible, undecided (another subject
with four approaches) and hostile (texts that try to break a report, in a rulebook with two approaches). In each the
equal share, contributions and adjustments of every portion add up to its share.
"""

from __future__ import annotations

from collections.abc import Mapping

from leadadvisor.model.condition import ALWAYS, Chosen
from leadadvisor.model.means import Means, Portioned, Split, Target
from leadadvisor.model.plan import Phase
from leadadvisor.model.profile import Answer
from leadadvisor.model.recommendation import (
    Adjustment,
    AgainstLine,
    Caution,
    Change,
    ChannelLine,
    Contribution,
    Flip,
    Given,
    HeldBack,
    Mover,
    NearMiss,
    NextQuestion,
    PlanNote,
    PlanStep,
    Portion,
    Recommendation,
    StandingBlocker,
    TensionLine,
)
from leadadvisor.model.rulebook import (
    Approach,
    Channel,
    ChannelState,
    Claim,
    Document,
    Need,
    Option,
    Question,
    Rulebook,
    Setting,
    Settings,
    Side,
    Strength,
    Tension,
)
from leadadvisor.model.unlock import UnlockByAction, UnlockByAnswer


def claim(
    claim_id: str, document: str, section: str, says: str, *, strength: Strength = "moderate", hedge: str = "flat"
) -> Claim:
    """A claim; approach, attribute and polarity are of no interest to reports."""
    return Claim(claim_id, document, section, "mix", "process", "neutral", strength, hedge, "", says, "")


def question(
    question_id: str,
    text: str,
    options: Mapping[str, str],
    *,
    improves: tuple[str, ...] = (),
    need: Need = "always",
) -> Question:
    """A question that is always relevant."""
    listed = tuple(Option(option, label, "") for option, label in options.items())
    return Question(question_id, "Topic", text, "", "Why we ask.", need, improves, None, None, listed)


def channel(channel_id: str, label: str) -> Channel:
    """A channel whose states is of no interest: a report reads the recommendation's lines."""
    return Channel(channel_id, label, f"{label}.", (ChannelState("not-yet", ALWAYS, "No haste.", ()),))


def step(
    step_id: str, of: str, action: str, *, owner: str = "You", claims: tuple[str, ...] = (), practice: str = ""
) -> PlanStep:
    """A step of the plan: `of` names kind, phase, approach and channel, with colons between."""
    kind, phase, approach, channel = of.split(":")
    phases: Mapping[str, Phase] = {"30": "days-1-30", "60": "days-31-60", "90": "days-61-90", "later": "later"}
    measure, stop_rule = f"What comes of {step_id}.", "After N weeks without any, stop."
    return PlanStep(
        step_id,
        "decision" if kind == "decision" else "action",
        phases[phase],
        approach,
        channel,
        action,
        owner,
        measure,
        stop_rule,
        claims,
        practice,
    )


def settings(*, floor: int = 5, step: int = 5) -> Settings:
    """The usual settings."""
    values = (3, 2, 1, 2, 6, step, floor, 30, 25, 10)
    return Settings(*(Setting(value, "An editorial choice.") for value in values))


LEADS = Rulebook(
    name="sample",
    version="2.1.0",
    title="Where your next leads should come from",
    mix_of="lead-generation effort, in hours and money",
    settings=settings(),
    documents=(
        Document(
            "A",
            "Two Roads to Customers",
            "a company blog",
            "company blog, opinion without figures",
            "",
            (
                claim("A01", "A", "Inbound / Time", "Inbound may take a while to pay.", strength="slight", hedge="may"),
                claim("A02", "A", "Outbound / People", "Calls need sellers.", strength="strong", hedge="requires"),
                claim("A03", "A", "Outbound / Time", "Outbound can close fast.", strength="slight", hedge="can"),
            ),
        ),
        Document(
            "B",
            "Leads debunked: Three kinds of them",
            "a company blog",
            "company blog, opinion without figures",
            "",
            (
                claim(
                    "B01", "B", "Referral / Con", "Referrals cannot be scaled.", strength="strong", hedge="impossible"
                ),
                claim("B02", "B", "Which leads / 4", "Closers are fed by outbound.", strength="strong", hedge="ever"),
                claim("B03", "B", "Outbound / Con", "The first lead takes longer to come."),
                claim("B04", "B", "Inbound / Pro", "Inbound people usually want to buy.", hedge="usually"),
            ),
        ),
    ),
    questions=(
        question(
            "goal", "What should the next leads do for you?", {"few": "A few extra deals", "feed": "Feed closers"}
        ),
        question(
            "people",
            "Who contacts and follows up?",
            {"sellers": "Strong sellers", "nobody": "Nobody"},
            improves=("nobody", "sellers"),
        ),
        question(
            "hours",
            "How many hours a week can go into this?",
            {"few": "Under 5", "many": "Over 40"},
            improves=("few", "many"),
        ),
        question("buyers", "How do your buyers behave?", {"compare": "They compare suppliers", "unaware": "Unaware"}),
        question("customers", "Who would vouch for you?", {"none": "Nobody", "many": "Many happy customers"}),
    ),
    approaches=(
        Approach("referral", "Referral", "Happy people pass you on.", (), (channel("ask-customers", "Ask customers"),)),
        Approach(
            "inbound",
            "Inbound",
            "Buyers find you.",
            (),
            (channel("content", "Articles and videos"), channel("paid-ads", "Paid ads")),
        ),
        Approach(
            "outbound",
            "Outbound",
            "You write to buyers first.",
            (),
            (channel("cold-email", "Cold e-mail"), channel("cold-calling", "Cold calling")),
        ),
    ),
    rules=(),
    blockers=(),
    tensions=(
        Tension(
            "C01",
            "Is outbound fast or slow?",
            "conditions",
            ALWAYS,
            ("people",),
            (
                Side("outbound can close fast", ("A03",), Chosen("people", ("sellers",))),
                Side("the first outbound lead takes longer to come", ("B03",), Chosen("people", ("nobody",))),
            ),
            "we count the ramp-up as still ahead",
            None,
            "",
        ),
        Tension(
            "C02",
            "Is inbound slow or ready to buy?",
            "conditions",
            ALWAYS,
            ("buyers",),
            (
                Side("inbound may take a while to pay", ("A01",), Chosen("buyers", ("unaware",))),
                Side("inbound people usually want to buy", ("B04",), Chosen("buyers", ("compare",))),
            ),
            "no credit for speed and no penalty for slowness",
            None,
            "",
        ),
        Tension(
            "C03",
            "Two families or three?",
            "definitions",
            ALWAYS,
            (),
            (Side("there are two", ("A02",), ALWAYS), Side("there are three", ("B01",), ALWAYS)),
            "",
            2,
            "the advice keeps referral apart.",
        ),
    ),
    contradictions=(),
    cases=(),
    not_considered=("Deal size: the sources are silent on it.", "Your own results, which outrank both sources."),
    basis="Suggested by fixed rules from two short blog posts. No statistics are behind it. Try small and measure.",
    digest="sha256:" + "0f" * 32,
    path="rules/sample",
)

COMPLETE = Recommendation(
    rulebook=LEADS,
    answers=(
        Answer("goal", "feed", "flag"),
        Answer("people", "sellers", "file"),
        Answer("hours", "many", "set"),
        Answer("buyers", "compare", "asked"),
        Answer("customers", "many", "default"),
    ),
    status="recommended",
    leader="outbound",
    firmness="leaning",
    mix=(
        Portion(
            "outbound",
            55,
            55,
            55,
            "leads",
            8,
            3333,
            (
                Contribution(
                    "feed-closers",
                    5,
                    1480,
                    "strong",
                    "Closers who wait for qualified leads are what outbound feeds.",
                    ("B02",),
                    (Given("goal", "feed"),),
                ),
                Contribution(
                    "sellers-can-call",
                    3,
                    825,
                    "strong",
                    "Calls need sellers, and you have them.",
                    ("A02", "A03", "B03"),
                    (Given("people", "sellers"), Given("hours", "many")),
                ),
                Contribution(
                    "ready-to-buy",
                    0,
                    -410,
                    None,
                    "Buyers who compare are easier to win by inbound.",
                    ("B04",),
                    (Given("buyers", "compare"),),
                ),
                Contribution(
                    "ask-them",
                    0,
                    -55,
                    None,
                    "Many happy customers are there to ask.",
                    ("B01",),
                    (Given("customers", "many"),),
                ),
            ),
            (Adjustment("floor", -120), Adjustment("rounding", 447)),
            (),
            (),
        ),
        Portion(
            "inbound",
            30,
            30,
            30,
            "supports",
            2,
            3333,
            (
                Contribution(
                    "ready-to-buy",
                    2,
                    612,
                    "moderate",
                    "Buyers who compare are easier to win by inbound.",
                    ("B04",),
                    (Given("buyers", "compare"),),
                ),
                Contribution(
                    "feed-closers",
                    0,
                    -835,
                    None,
                    "Closers who wait for leads are what outbound feeds.",
                    ("B02",),
                    (Given("goal", "feed"),),
                ),
            ),
            (Adjustment("floor", -60), Adjustment("rounding", -50)),
            (),
            (NearMiss("lasting", 3, "A lasting pipeline is what inbound suits best.", "goal", ("few",), ("A01",)),),
        ),
        Portion(
            "referral",
            15,
            15,
            15,
            "parked",
            1,
            3334,
            (
                Contribution(
                    "ask-them",
                    1,
                    205,
                    "slight",
                    "Many happy customers are there to ask.",
                    ("B01",),
                    (Given("customers", "many"),),
                ),
                Contribution(
                    "feed-closers",
                    0,
                    -1570,
                    None,
                    "Closers who wait for leads are what outbound feeds.",
                    ("B02",),
                    (Given("goal", "feed"),),
                ),
            ),
            (Adjustment("floor", 180), Adjustment("rounding", -649)),
            (),
            (),
        ),
    ),
    channels=(
        ChannelLine("ask-customers", "referral", "not-yet", "Outbound comes first.", ("B01",)),
        ChannelLine("content", "inbound", "now", "Buyers who compare read before they call.", ("B04",)),
        ChannelLine("paid-ads", "inbound", "no", "There is no money for clicks.", ("A01",)),
        ChannelLine("cold-email", "outbound", "now", "Your sellers can write to a list this week.", ("A02",)),
        ChannelLine("cold-calling", "outbound", "now", "Your sellers can open conversations.", ("A02",)),
    ),
    tensions=(
        TensionLine("C01", 1, (Given("people", "sellers"),), ()),
        TensionLine("C02", 2, (Given("buyers", "compare"),), ()),
        TensionLine("C03", 2, (), ()),
    ),
    cautions=(
        Caution(
            "contradiction",
            "Feeding closers and little time do not go together. Which one is it?",
            "closers-without-time",
            ("goal", "hours"),
            ("B02",),
        ),
    ),
    robustness_percent=18,
    settled=True,
    ranges="exact",
    possible_leaders=("outbound",),
    flips=(
        Flip((Change("goal", "feed", "few"),), "referral", "recommended", up=None),
        Flip((Change("people", "sellers", "nobody"),), None, "undecided", up=False),
    ),
    movers=(Mover(Change("hours", "many", "few"), "inbound", 20, up=False),),
    next_questions=(),
    plan=(
        step("call", "action:30:outbound:cold-calling", "Call N people.", owner="Your sellers", claims=("A02", "A03")),
        step("law", "action:30:outbound:", "Check the law on cold contact.", practice="rules differ"),
        step("articles", "action:30:inbound:content", "Publish the first answers.", owner="Whoever knows"),
        step("limits", "action:30:mix:", "Write down how much may go in.", practice="a plan of limits"),
        step("replies", "decision:30:outbound:", "Does anybody reply?", owner="Your sellers", practice="stop rules"),
        step("steady", "action:60:outbound:", "Call N people every week.", owner="Your sellers", claims=("B02",)),
        step("move-effort", "decision:60:mix:", "Move effort only where it is clear.", practice="monthly reviews"),
        step("own-results", "decision:90:mix:", "Follow your own results.", practice="monthly reviews"),
        step("ask-now-and-then", "action:later:referral:", "Take up what is offered.", claims=("B01",)),
    ),
    plan_notes=(PlanNote("waits", "Referral waits: two are enough to begin.", "referral", ()),),
    means=Means(
        Split(
            2000,
            200,
            100,
            (
                Portioned("outbound", 1000, ()),
                Portioned("inbound", 500, ()),
                Portioned("referral", 300, ()),
            ),
        ),
        Split(
            500_000,
            50_000,
            10_000,
            (
                Portioned("outbound", 250_000, ()),
                Portioned("inbound", 130_000, ()),
                Portioned("referral", 70_000, ()),
            ),
        ),
        "EUR",
        Target(12, 2000, 6, 60, 24),
    ),
)

INCOMPLETE = Recommendation(
    rulebook=LEADS,
    answers=(Answer("goal", "few", "file"), Answer("customers", "unsure", "asked")),
    status="recommended",
    leader="referral",
    firmness="open",
    mix=(
        Portion(
            "referral",
            50,
            20,
            70,
            "leads",
            4,
            3334,
            (
                Contribution(
                    "few-deals",
                    4,
                    1402,
                    "moderate",
                    "For a few extra deals you ask people to pass you on.",
                    ("B01",),
                    (Given("goal", "few"),),
                ),
            ),
            (Adjustment("rounding", 264),),
            (),
            (NearMiss("ask-them", 1, "Happy customers can pass you on.", "customers", ("many",), ("B01",)),),
        ),
        Portion(
            "outbound",
            25,
            15,
            65,
            "supports",
            0,
            3333,
            (
                Contribution(
                    "few-deals",
                    0,
                    -701,
                    None,
                    "For a few extra deals you ask people to pass you on.",
                    ("B01",),
                    (Given("goal", "few"),),
                ),
            ),
            (Adjustment("rounding", -132),),
            (
                StandingBlocker(
                    "nobody-yet", "may-not-lead", "Nobody is there to call.", "Somebody who sells.", ("A02",)
                ),
            ),
            (NearMiss("sellers-can-call", 3, "Calls need sellers.", "people", ("sellers", "nobody"), ("A02",)),),
        ),
        Portion(
            "inbound",
            25,
            15,
            45,
            "supports",
            0,
            3333,
            (
                Contribution(
                    "few-deals",
                    0,
                    -701,
                    None,
                    "For a few extra deals you ask people to pass you on.",
                    ("B01",),
                    (Given("goal", "few"),),
                ),
            ),
            (Adjustment("rounding", -132),),
            (),
            (),
        ),
    ),
    channels=(
        ChannelLine("ask-customers", "referral", "now", "Asking costs an afternoon.", ("B01",)),
        ChannelLine("content", "inbound", "not-yet", "First see how buyers behave.", ()),
        ChannelLine("paid-ads", "inbound", "no", "Nothing is known of a budget.", ()),
        ChannelLine("cold-email", "outbound", "not-yet", "First find out who writes.", ()),
        ChannelLine("cold-calling", "outbound", "no", "First find out who calls.", ("A02",)),
    ),
    tensions=(TensionLine("C01", None, (), ("people",)), TensionLine("C02", None, (), ("buyers",))),
    cautions=(
        Caution("may-not-lead", "Nobody is there to call.", "outbound", (), ("A02",)),
        Caution("open-result", "The open answers decide which comes first: Referral or Outbound.", "", (), ()),
        Caution(
            "missing-answers",
            "Questions you skipped don't change the mix; they widen the ranges.",
            "",
            ("people", "hours", "buyers", "customers"),
            (),
        ),
    ),
    robustness_percent=0,
    settled=False,
    ranges="exact",
    possible_leaders=("referral", "outbound"),
    flips=(
        Flip((Change("people", "", "sellers"), Change("goal", "few", "feed")), "outbound", "recommended", up=None),
        Flip((Change("customers", "unsure", "none"),), "outbound", "recommended", up=None),
    ),
    movers=(Mover(Change("buyers", "", "compare"), "inbound", 35, up=None),),
    next_questions=(
        NextQuestion("customers", can_change_leader=True, largest_move=30),
        NextQuestion("people", can_change_leader=True, largest_move=25),
        NextQuestion("buyers", can_change_leader=False, largest_move=10),
        NextQuestion("hours", can_change_leader=False, largest_move=0),
    ),
    plan=(
        step("ask-them", "action:30:referral:ask-customers", "Ask happy customers.", claims=("B01",)),
        step("name-sellers", "action:30:outbound:", "Name who calls.", owner="", claims=("A02",)),
        step("how-many", "decision:30:referral:", "Did anybody pass you on?", practice="stop rules"),
    ),
    plan_notes=(PlanNote("nobody-to-do-it", "Leads would come in that nobody follows up.", "", ()),),
    means=Means(
        None,
        Split(
            100_050,
            10_050,
            2_000,
            (
                Portioned("referral", 46_000, ()),
                Portioned("outbound", 22_000, ()),
                Portioned("inbound", 22_000, ("paid-ads",)),
            ),
        ),
        "",
        None,
    ),
)

NOTHING_FEASIBLE = Recommendation(
    rulebook=LEADS,
    answers=(
        Answer("goal", "few", "flag"),
        Answer("people", "nobody", "flag"),
        Answer("hours", "few", "flag"),
        Answer("buyers", "unaware", "flag"),
        Answer("customers", "none", "flag"),
    ),
    status="nothing-feasible",
    leader=None,
    firmness="open",
    mix=(),
    channels=(
        ChannelLine("ask-customers", "referral", "no", "There is nobody to ask.", ("B01",)),
        ChannelLine("cold-email", "outbound", "no", "There is nobody to write.", ("A02",)),
    ),
    tensions=(),
    cautions=(
        Caution(
            "nothing-feasible", "No approach can be carried out. One happy customer. Somebody who sells.", "", (), ()
        ),
        Caution("infeasible-approach", "There is nobody to ask.", "referral", (), ("B01",)),
        Caution("infeasible-approach", "There is nobody to write.", "outbound", (), ("A02",)),
    ),
    robustness_percent=0,
    settled=True,
    ranges="exact",
    possible_leaders=(),
    flips=(
        Flip((Change("people", "nobody", "sellers"),), "outbound", "recommended", up=True),
        Flip((Change("customers", "none", "many"),), "referral", "recommended", up=None),
    ),
    movers=(),
    next_questions=(),
)

BAKERY = Rulebook(
    name="helpers",
    version="0.3",
    title="Where a bakery finds its next helper",
    mix_of="time spent on looking (evenings)",
    settings=settings(floor=10, step=10),
    documents=(
        Document(
            "K",
            "Finding hands",
            "a trade paper",
            "trade paper, opinion",
            "",
            (
                claim(
                    "K01",
                    "K",
                    "Notice board",
                    "A notice brings people from the street.",
                    strength="slight",
                    hedge="can",
                ),
                claim("K02", "K", "Agency", "Agencies are quick.", hedge="often"),
            ),
        ),
    ),
    questions=(
        question("haste", "How soon must somebody start?", {"now": "This week", "later": "Some time this year"}),
        question(
            "shop",
            "Do people walk past your shop?",
            {"yes": "Yes, many", "no": "Hardly anyone"},
            improves=("no", "yes"),
        ),
    ),
    approaches=(
        Approach("notice-board", "Notice board", "A sheet in the window.", (), (channel("window", "Shop window"),)),
        Approach("agency", "Agency", "Somebody else looks.", (), (channel("temp", "Temp agency"),)),
        Approach("school", "Baking school", "Ask the teachers.", (), (channel("visit", "Visit a class"),)),
        Approach("word-of-mouth", "Word of mouth", "Ask those you know.", (), (channel("guests", "Ask guests"),)),
    ),
    rules=(),
    blockers=(),
    tensions=(),
    contradictions=(),
    cases=(),
    not_considered=("Wages.",),
    basis="From one trade paper. It has no figures.",
    digest="sha256:" + "ab" * 32,
    path="helpers",
)

UNDECIDED = Recommendation(
    rulebook=BAKERY,
    answers=(Answer("haste", "now", "flag"), Answer("shop", "yes", "flag")),
    status="undecided",
    leader=None,
    firmness="leaning",
    mix=(
        Portion(
            "notice-board",
            40,
            40,
            40,
            "supports",
            2,
            2500,
            (
                Contribution(
                    "passers-by",
                    2,
                    1210,
                    "slight",
                    "A notice can bring people from the street.",
                    ("K01",),
                    (Given("shop", "yes"),),
                ),
            ),
            (Adjustment("rounding", 290),),
            (),
            (),
        ),
        Portion(
            "agency",
            40,
            40,
            40,
            "supports",
            2,
            2500,
            (
                Contribution(
                    "haste", 2, 1210, "moderate", "Agencies are often quick.", ("K02",), (Given("haste", "now"),)
                ),
            ),
            (Adjustment("rounding", 290),),
            (),
            (),
        ),
        Portion(
            "school",
            20,
            20,
            20,
            "parked",
            0,
            2500,
            (),
            (Adjustment("floor", 100), Adjustment("rounding", -600)),
            (),
            (),
        ),
        Portion(
            "word-of-mouth",
            0,
            0,
            0,
            "ruled-out",
            0,
            2500,
            (),
            (Adjustment("ruled-out", -2500),),
            (StandingBlocker("nobody-known", "rules-out", "You know nobody here yet.", "A first friend in town.", ()),),
            (),
        ),
    ),
    channels=(
        ChannelLine("window", "notice-board", "now", "Many people walk past.", ("K01",)),
        ChannelLine("temp", "agency", "now", "It must be quick.", ("K02",)),
        ChannelLine("visit", "school", "not-yet", "Classes end in summer.", ()),
        ChannelLine("guests", "word-of-mouth", "no", "You know nobody here yet.", ()),
    ),
    tensions=(),
    cautions=(
        Caution("undecided", "Notice board and Agency stand level: the mix is shown without a leader.", "", (), ()),
        Caution("infeasible-approach", "You know nobody here yet.", "word-of-mouth", (), ()),
    ),
    robustness_percent=0,
    settled=True,
    ranges="skipped",
    possible_leaders=(),
    flips=(
        Flip((Change("shop", "yes", "no"),), "agency", "recommended", up=False),
        Flip((Change("haste", "now", "later"),), "notice-board", "recommended", up=None),
    ),
    movers=(),
    next_questions=(),
)

NASTY = (
    "[/x] [bold]b[/bold] \x1b[31mred\x9b1m \x1b]52;c;aGk=\x07 \u202eevil\u2066 :smile: <b>&</b> | `c` \\[ # "
    "\U0001f600\U0001f469\u200d\U0001f467 漢字漢字 no"
)
"""Markup, escape sequences, bidi controls, emoji, wide characters and YAML words in one line."""

_NASTY_BOOK = LEADS._replace(
    name="[/x]",
    version="1.0",
    mix_of=f"[red]{NASTY}",
    documents=(Document("A", f"“{NASTY}”", NASTY, NASTY, "", (claim("A1", "A", NASTY, NASTY, hedge=NASTY),)),),
    questions=(
        question(
            "yes",
            f"{NASTY}?",
            {"no": NASTY, "on": "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"},
            improves=("no", "on"),
        ),
    ),
    approaches=(
        Approach("null", f"{NASTY}", NASTY, (), (channel("true", f"[link=x]{NASTY}"),)),
        Approach(
            "up", "Aufwärts-und-weiter-und-immer-weiter-ohne-jede-Unterbrechung", NASTY, (), (channel("no", "[/]"),)
        ),
    ),
    tensions=(
        Tension(
            "C1",
            NASTY,
            "conditions",
            ALWAYS,
            ("yes",),
            (Side(NASTY, ("A1",), ALWAYS), Side(NASTY, (), ALWAYS)),
            NASTY,
            None,
            "",
        ),
    ),
    not_considered=(NASTY, "0o17", "1:30", "null"),
    basis=f"{NASTY}\nsecond line\ttabbed\r\n",
    path="dir/[red]\x1b[0m",
)

HOSTILE = Recommendation(
    rulebook=_NASTY_BOOK,
    answers=(Answer("yes", "no", "file"), Answer("[/unknown]", "\x1b[2J", "set")),
    status="recommended",
    leader="null",
    firmness="firm",
    mix=(
        Portion(
            "null",
            70,
            60,
            70,
            "leads",
            3,
            5000,
            (Contribution("[/]", 3, 2000, "strong", NASTY, ("A1", "unknown"), (Given("yes", "no"),)),),
            (),
            (StandingBlocker("b", "may-not-lead", NASTY, NASTY, ("A1",)),),
            (NearMiss("m", 1, NASTY, "yes", ("on", "gone"), ("A1",)),),
        ),
        Portion(
            "up",
            30,
            30,
            40,
            "supports",
            0,
            5000,
            (Contribution("[/]", 0, -2000, None, NASTY, ("A1",), (Given("yes", "no"),)),),
            (),
            (),
            (),
        ),
    ),
    channels=(ChannelLine("true", "null", "now", NASTY, ("A1",)), ChannelLine("no", "up", "no", "~", ())),
    tensions=(TensionLine("C1", 1, (Given("yes", "no"),), ()), TensionLine("gone", None, (), ("gone",))),
    cautions=(Caution("out-of-scope", NASTY, "", ("yes",), ("A1",)),),
    robustness_percent=60,
    settled=True,
    ranges="exact",
    possible_leaders=("null",),
    flips=(Flip((Change("yes", "no", "on"),), "up", "recommended", up=True),),
    movers=(Mover(Change("yes", "no", "gone"), "up", 40, up=True),),
    next_questions=(NextQuestion("yes", can_change_leader=False, largest_move=10),),
    plan=(
        PlanStep("[/]", "action", "days-1-30", "null", "true", NASTY, NASTY, NASTY, NASTY, ("A1", "unknown"), ""),
        PlanStep("no", "action", "later", "up", "", NASTY, "", NASTY, NASTY, (), NASTY, (), ("no",)),
    ),
    plan_notes=(PlanNote("nobody-to-do-it", NASTY, "", ("A1",)),),
    means=Means(
        Split(25, 25, 25, (Portioned("null", 0, ()), Portioned("up", 0, ()))),
        Split(
            99_999_999_999,
            9_999_999_999,
            1,
            (Portioned("null", 60_000_000_001, ("true",)), Portioned("up", 29_999_999_999, ())),
        ),
        "[/x]",
        None,
    ),
)

_OUTBOUND, _INBOUND, _REFERRAL = COMPLETE.mix
GATED = COMPLETE._replace(
    answers=(*COMPLETE.answers[:-1], Answer("customers", "unsure", "asked")),
    firmness="open",
    settled=False,
    robustness_percent=0,
    ranges="skipped",
    possible_leaders=(),
    mix=(
        _OUTBOUND,
        _INBOUND._replace(
            adjustments=(Adjustment("floor", -60), Adjustment("gate", -95), Adjustment("rounding", 45)),
            blockers=(
                StandingBlocker(
                    "nobody-sorts", "may-not-lead", "Nobody sorts what comes in.", "Somebody with two hours.", ("B04",)
                ),
            ),
        ),
        _REFERRAL,
    ),
    cautions=(
        Caution("may-not-lead", "Nobody sorts what comes in.", "inbound", (), ("B04",)),
        Caution(
            "unused-answer", "The answer to hours is not used: the question is not asked.", "hours", ("hours",), ()
        ),
        Caution("ranges-skipped", "Ranges were not worked out: low and high repeat the share.", "", (), ()),
    ),
    flips=(),
    plan=(),
    plan_notes=(),
    means=None,
)

LEVEL = COMPLETE._replace(
    level=True,
    leader="outbound",
    mix=(
        _OUTBOUND._replace(share=45, low=45, high=45, adjustments=(Adjustment("rounding", -673),)),
        _INBOUND._replace(share=40, low=40, high=40, points=7, adjustments=(Adjustment("rounding", 890),)),
        _REFERRAL,
    ),
)
"""Outbound and inbound are about equal."""

HELD_BACK = COMPLETE._replace(
    leader="inbound",
    mix=(
        _INBOUND._replace(share=60, low=60, high=60, role="leads", adjustments=(Adjustment("rounding", 2890),)),
        _OUTBOUND._replace(
            share=25,
            low=25,
            high=25,
            role="supports",
            adjustments=(Adjustment("gate", -2600), Adjustment("rounding", -73)),
            blockers=(
                StandingBlocker(
                    "nobody-sells", "may-not-lead", "Nobody is there to call.", "Somebody who sells.", ("A02",)
                ),
            ),
        ),
        _REFERRAL,
    ),
    held_back=HeldBack("outbound", "nobody-sells", "Somebody who sells.", (("outbound", 70), ("inbound", 30))),
    against=(AgainstLine("Inbound may take a while to pay.", ("A01",), "inbound"),),
    weightings_percent=83,
)
"""Outbound has most points and may not lead."""

PREPARED = COMPLETE._replace(
    plan=(
        COMPLETE.plan[1]._replace(opens=("cold-email", "cold-calling")),
        COMPLETE.plan[0],
        *COMPLETE.plan[2:],
    ),
    mix=(_OUTBOUND._replace(state="prepare"), _INBOUND, _REFERRAL._replace(state="no")),
    channels=(
        *COMPLETE.channels[:3],
        ChannelLine(
            "cold-email", "outbound", "prepare", "First the law.", ("A02",),
            (UnlockByAction("law"), UnlockByAnswer("hours", ("many",))),
        ),
        COMPLETE.channels[4]._replace(state="prepare", unlocked_by=(UnlockByAction("law"),)),
    ),
)  # fmt: skip
"""The leader begins with one step of the plan."""

RECOMMENDATIONS: Mapping[str, Recommendation] = {
    "complete": COMPLETE,
    "gated": GATED,
    "level": LEVEL,
    "held-back": HELD_BACK,
    "prepared": PREPARED,
    "incomplete": INCOMPLETE,
    "nothing-feasible": NOTHING_FEASIBLE,
    "undecided": UNDECIDED,
    "hostile": HOSTILE,
}
