"""Score rows by the thousand: what a recommendation comes to, without its reasons, a few microseconds a row.

A row is the "and" of the bits of its cells (compiled.py); rows with the same bits have the same outcome. The definition
is recommend.py: both are tested to agree.

What the open questions of a row may still bring about is shown by a quick proof where one can be had, else by the exact
sweep. Two proofs are quick. One answer that brings another leader shows that the result is open. And where the leader
still leads though every rule whose force is open takes the force that hurts it most, it is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from leadadvisor.engine.compiled import BLANK, Compiled
from leadadvisor.engine.evaluate import Reasoner, weigh_rules
from leadadvisor.engine.mix import Standing, Verdict, remember, scale_of, split
from leadadvisor.engine.open_questions import OpenQuestions, TooManyWays
from leadadvisor.engine.outlook import OpenRulebook, Outlook
from leadadvisor.engine.space import TooEntangled
from leadadvisor.model.profile import Answer, Profile
from leadadvisor.model.rulebook import Firmness, Rulebook, State, Status
from leadadvisor.model.value import NamedTuple

REMEMBERED = 1 << 13
"""How much a scorer remembers of each kind, so that memory does not grow with the rows."""

_FEW = 300
"""So many different completions are looked at one by one: more would take as long as a sweep."""


class Outcome(NamedTuple):
    """What a row comes to. Shares, lows and highs are integers in percent, in the order of the approaches.

    Shares sum to 100, or are all 0 where nothing is feasible; low and high are the share where no ranges were asked.
    `rules` are the ids of the rules that speak; a caution is its code, or code:subject. `state` is that of the leader,
    of its best channel, None without a leader.
    """

    status: Status
    leader: str | None
    firmness: Firmness
    shares: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    rules: tuple[str, ...]
    cautions: tuple[str, ...]
    state: State | None = None


class Ahead(NamedTuple):
    """What is known of the completions: whether the leader is settled, and whether firm (None: as the row stands).

    `open_result` says that another outcome is possible, `entangled` that the sweep gave up; low and high are empty
    where no ranges were asked or nothing is open.
    """

    settled: bool
    firm: bool | None = None
    open_result: bool = False
    entangled: bool = False
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()


NOTHING_OPEN = Ahead(settled=True)
_OPEN = Ahead(settled=False, open_result=True)
_AHEAD = {None: _OPEN, True: Ahead(settled=True, firm=True), False: Ahead(settled=True, firm=False)}
"""What is known where the leader is firm, is not, or need not stay the leader."""


class RowScorer:
    """A rulebook made ready for rows of answers; with `ranges`, lows and highs are exact over the open questions."""

    def __init__(self, rulebook: Rulebook, *, ranges: bool = False) -> None:
        self._approaches = tuple(approach.id for approach in rulebook.approaches)
        self._no_shares = (0,) * len(self._approaches)
        self._plain = partial(_recommended, rulebook, ranges=ranges)
        self._outcomes: dict[int, Outcome] = {}
        self._cautions: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._words = {
            question.id: {*BLANK, *(each.id for each in question.options)} for question in rulebook.questions
        }
        try:
            self._bits = Compiled(rulebook, remembered=REMEMBERED, states=True)
        except TooEntangled:
            self._compiled = False
            return
        self._compiled = True
        self._open_rows = _OpenRows(rulebook, self._bits, ranges=ranges)

    def outcome(self, options: Mapping[str, str]) -> Outcome:
        """What these options come to: question -> option, "unsure" or ""; a question that is missing is unanswered.

        Raises `KeyError` for a question or a word that is not the rulebook's.
        """
        return self.for_columns(tuple(options))(tuple(options.values()))

    def for_columns(self, questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """The function that scores rows whose cells answer these questions, in this order.

        It raises `KeyError` for a cell that is not exactly an option, "unsure" or empty.
        """
        if not self._compiled:
            return self._one_by_one([self._words[question] for question in questions], questions)
        masks = [self._bits.masks[question] for question in questions]
        base = self._bits.everything
        for question in self._bits.questions:
            if question not in questions:
                base &= self._bits.masks[question][""]
        outcomes = self._outcomes

        def outcome(cells: Sequence[str]) -> Outcome:
            bits = base
            for mask, cell in zip(masks, cells):  # noqa: B905 - a check for every row, where readers made one
                bits &= mask[cell]
            found = outcomes.get(bits)
            return self._work_out(bits, questions, cells) if found is None else found

        return outcome

    def _one_by_one(self, words: Sequence[set[str]], questions: Sequence[str]) -> Callable[[Sequence[str]], Outcome]:
        """Scores rows where the rulebook is too entangled to be compiled: each is a recommendation of its own."""

        def outcome(cells: Sequence[str]) -> Outcome:
            for known, cell in zip(words, cells, strict=True):
                if cell not in known:
                    raise KeyError(cell)
            return self._plain(dict(zip(questions, cells, strict=True)))

        return outcome

    def _work_out(self, bits: int, questions: Sequence[str], cells: Sequence[str]) -> Outcome:
        packed, rules = self._bits.sums(bits)
        verdict = self._bits.judged(bits, packed)
        standing, ahead = verdict.standing, NOTHING_OPEN
        if bits >> self._bits.open_from:
            ahead = self._open_rows.look(bits, verdict, packed, zip(questions, cells, strict=True))
        firmness: Firmness = "open"
        if standing.leader is not None and ahead.settled:
            firm = self._bits.is_firm(verdict, packed) if ahead.firm is None else ahead.firm
            firmness = "firm" if firm else "leaning"
        leader = None if standing.leader is None else self._approaches[standing.leader]
        shares = standing.shares or self._no_shares
        low, high = ahead.low or shares, ahead.high or shares
        cautions = self._cautions_of(bits, standing, ahead)
        state = None if standing.leader is None else self._bits.state(bits, standing.leader)
        outcome = Outcome(standing.status, leader, firmness, shares, low, high, rules, cautions, state)
        remember(self._outcomes, bits, outcome, REMEMBERED)
        return outcome

    def _cautions_of(self, bits: int, standing: Standing, ahead: Ahead) -> tuple[str, ...]:
        key = self._bits.cautions_key(bits), standing.status, standing.leader, ahead.open_result, ahead.entangled
        found = self._cautions.get(key)
        if found is None:
            found = _cautions_of_row(self._bits, bits, standing, ahead)
            remember(self._cautions, key, found, REMEMBERED)
        return found


class _OpenRows:
    """A rulebook made ready to look ahead of rows with open questions."""

    def __init__(self, rulebook: Rulebook, bits: Compiled, *, ranges: bool) -> None:
        self._rulebook = rulebook
        self._bits = bits
        self._ranges = ranges
        self._rules = weigh_rules(rulebook)
        self._scale = scale_of(rulebook.settings)
        self._firm_at = rulebook.settings.firm_at.value
        self._open_questions = OpenQuestions(bits, self._firm_at)
        terms = enumerate(bits.terms.rules)
        self._terms_of_rules = [list(group) for _, group in groupby(terms, lambda each: each[1].rule)]

    def look(self, bits: int, verdict: Verdict, packed: int, cells: Iterable[tuple[str, str]]) -> Ahead:
        """What the open questions of this row may bring about; `packed` are the sums of the row as it stands."""
        read = self._open_questions.read_by(bits)
        if not read:
            return NOTHING_OPEN
        standing = verdict.standing
        if not self._ranges and standing.leader is not None:
            try:
                return _AHEAD[self._open_questions.firm(standing.leader, bits, packed, read)]
            except TooManyWays:
                pass
        words = dict(cells)
        if not self._ranges:
            shown = self._shown(standing, self._bits.potential(bits), read, words)
            if shown is not None:
                return shown
        return self._swept(standing, words)

    def _shown(self, standing: Standing, potential: int, read: Sequence[str], cells: Mapping[str, str]) -> Ahead | None:
        """What can be shown without a sweep; None where that leaves it undecided."""
        if standing.leader is None:
            return self._shown_without_leader(standing, read, cells)
        return self._bounded(standing, standing.leader, potential, read, cells)

    def _shown_without_leader(self, standing: Standing, read: Sequence[str], cells: Mapping[str, str]) -> Ahead | None:
        """The same where nobody leads as the row stands: single answers first, then all."""
        masks = self._masks(cells)
        for question in read:
            rest = self._without(masks, [question])
            if any(self._brings_another(standing, rest & mask) for mask in self._open_questions.ways[question]):
                return _OPEN
        ways = {self._without(masks, read)}
        for question in read:
            ways = {way & mask for way in ways for mask in self._open_questions.ways[question]}
            if len(ways) > _FEW:
                return None
        others = any(self._brings_another(standing, way) for way in ways)
        return _OPEN if others else Ahead(settled=False)

    def _bounded(
        self, standing: Standing, leader: int, potential: int, read: Sequence[str], cells: Mapping[str, str]
    ) -> Ahead | None:
        """What can be shown of many completions without a sweep; None where that leaves it undecided."""
        for bits in self._unkind_completions(self._masks(cells), read, leader):
            if self._brings_another(standing, bits):
                return _OPEN
        settled, firm = self._bounds(leader, potential, read)
        return Ahead(settled=True, firm=True) if settled and firm else None

    def _brings_another(self, standing: Standing, bits: int) -> bool:
        return _is_other(standing, self._bits.verdict(bits)[0].standing)

    def _masks(self, cells: Mapping[str, str]) -> dict[str, int]:
        return {each: self._bits.masks[each][cells.get(each, "")] for each in self._bits.questions}

    def _unkind_completions(self, masks: Mapping[str, int], read: Sequence[str], leader: int) -> Iterator[int]:
        """Per rival the row with each open question answered as serves it best when answered alone."""
        rest = self._without(masks, read)
        for rival in range(self._bits.approaches):
            if rival != leader:
                bits = rest
                for question in read:
                    bits &= self._kindest_to(rival, leader, self._without(masks, [question]), question)
                yield bits

    def _kindest_to(self, rival: int, leader: int, rest: int, question: str) -> int:
        """The mask of the answer with the smallest lead over the rival, the rest of the row as it stands."""

        def lead(mask: int) -> int:
            packed, _ = self._bits.sums(rest & mask)
            return self._bits.lead_and_weight(packed, leader, rival)[0]

        return min(self._open_questions.ways[question], key=lead)

    def _without(self, masks: Mapping[str, int], questions: Sequence[str]) -> int:
        rest = self._bits.everything
        for question, mask in masks.items():
            if question not in questions:
                rest &= mask
        return rest

    def _bounds(self, leader: int, potential: int, read: Sequence[str]) -> tuple[bool, bool]:
        """Whether the leader leads, and firmly, even if every undecided rule takes the force that hurts it most."""
        undecided = 0
        for question in read:
            undecided |= self._open_questions.reading[question] & potential
        sure = potential & ~undecided
        blocked = _blocked(self._bits.flags(sure), self._bits.approaches)
        if _blocked(self._bits.flags(undecided), self._bits.approaches) >> leader & 1:
            return False, False
        packed, _ = self._bits.sums(sure)
        settled = firm = True
        for rival in range(self._bits.approaches):
            if rival == leader or blocked >> rival & 1:
                continue
            lead, weight = self._bits.lead_and_weight(packed, leader, rival)
            ballast = 100 * lead - self._firm_at * weight
            for rule in self._terms_of_rules:
                gaps = [term.points[leader] - term.points[rival] for place, term in rule if undecided >> place & 1]
                lead += min(0, *gaps, 0)
                ballast += min(0, *(100 * gap - self._firm_at * abs(gap) for gap in gaps), 0)
            settled = settled and lead > 0
            firm = firm and ballast >= 0
        return settled, firm

    def _swept(self, standing: Standing, cells: Mapping[str, str]) -> Ahead:
        chosen = {question: cell for question, cell in cells.items() if cell not in BLANK}
        try:
            open_rulebook = OpenRulebook(self._rulebook, self._rules, chosen)
            outlook = open_rulebook.outlook(self._scale)
        except TooEntangled:
            return Ahead(settled=False, entangled=True)
        low, high = (outlook.low, outlook.high) if self._ranges else ((), ())
        leader = standing.leader
        if leader is None or not outlook.settles_on(leader):
            return Ahead(settled=False, open_result=_may_still_change(standing, outlook), low=low, high=high)
        return Ahead(settled=True, firm=self._is_firm(open_rulebook, leader), low=low, high=high)

    def _is_firm(self, open_rulebook: OpenRulebook, leader: int) -> bool:
        try:
            return open_rulebook.robustness(leader) >= self._firm_at
        except TooEntangled:  # saying less is the safe error
            return False


def _blocked(flags: int, count: int) -> int:
    ruled_out, may_not_lead = split(flags, count)
    return ruled_out | may_not_lead


def _is_other(standing: Standing, other: Standing) -> bool:
    """Whether the other outcome makes this one open."""
    return other.leader != standing.leader or (
        other.status == "nothing-feasible" and standing.status != "nothing-feasible"
    )


def _may_still_change(standing: Standing, outlook: Outlook) -> bool:
    """As cautions.py says it, for a standing that is not settled."""
    if standing.leader is not None or (outlook.infeasible and standing.status != "nothing-feasible"):
        return True
    return bool(outlook.leaders)


def _cautions_of_row(rows: Compiled, bits: int, standing: Standing, ahead: Ahead) -> tuple[str, ...]:
    """All cautions, each once: codes in the order of cautions.py, those about one thing as code:subject."""
    return tuple(
        dict.fromkeys(
            (
                *([standing.status] if standing.status != "recommended" else []),
                *rows.cautions(bits, "answered"),
                *rows.blocked(bits),
                *rows.cautions(bits, "requirement", standing.leader),
                *(["open-result"] if ahead.open_result else []),
                *rows.cautions(bits, "missing"),
                *rows.cautions(bits, "unused"),
                *(["too-entangled"] if ahead.entangled else []),
            )
        )
    )


def _recommended(rulebook: Rulebook, cells: Mapping[str, str], *, ranges: bool) -> Outcome:
    """The definition: what the recommendation for these answers comes to, told as a row tells it."""
    from leadadvisor.engine.recommend import recommend

    profile = Profile(tuple(Answer(question, word, "file") for question, word in cells.items() if word))
    found = recommend(rulebook, profile)
    rules = tuple(each.rule.id for each in Reasoner(rulebook).evaluate(profile.chosen()).evidence)
    portions = {each.approach: (each.share, each.low, each.high) for each in found.mix}
    shares, low, high = zip(*(portions.get(each.id, (0, 0, 0)) for each in rulebook.approaches), strict=True)
    cautions = dict.fromkeys(f"{each.code}:{each.subject}" if each.subject else each.code for each in found.cautions)
    if not ranges:
        low = high = shares
    state = next((each.state for each in found.mix if each.approach == found.leader), None)
    return Outcome(found.status, found.leader, found.firmness, shares, low, high, rules, tuple(cautions), state)
