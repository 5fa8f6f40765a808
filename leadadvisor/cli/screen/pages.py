"""What each page of the conversation says: a question and why we ask it, a contradiction, an early end, the review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from leadadvisor.cli.screen.choice import Choice, Item, Letter, Painter, Progress
from leadadvisor.engine.conditions import questions_read
from leadadvisor.engine.evaluate import weigh_rules
from leadadvisor.model.profile import Answer
from leadadvisor.model.rulebook import UNSURE, Claim, Contradiction, Question, Rulebook, Tension
from leadadvisor.questionnaire.answers import option_label, read_answer, takes_number
from leadadvisor.questionnaire.flow import Decision, to_ask
from leadadvisor.questionnaire.flow import Progress as Position
from leadadvisor.questionnaire.interview import Clash, Interview, answer, can_go_back
from leadadvisor.questionnaire.summary import ReviewRow, mix_change, mix_now, review_rows
from leadadvisor.reports import reasons
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.page import Page
from leadadvisor.reports.words import origin
from leadadvisor.text import counted, listed, one_line, sentence

KEEP = "keep"
STOP, GO_ON = "stop", "go-on"
BEGIN = "begin"
FINISH = "finish"
_SECONDS_A_QUESTION = 20

_WHY = Letter("?", "why", "why")
_REVIEW = Letter("r", "review", "review")


def question_choice(
    rulebook: Rulebook,
    interview: Interview,
    question: Question,
    position: Position | None,
    *,
    hints: bool,
    reviewing: bool,
) -> Choice:
    """The page of a question; while reviewing it says for each answer what it would do to the mix.

    `position` is None where the question stands outside the order.
    """
    given = interview.answer_to(question.id)
    items = [Item(option.id, one_line(option.label), one_line(option.help)) for option in question.options]
    items.append(Item(UNSURE, "Not sure", "Nothing is assumed for it; what rests on it stays open.", letter="u"))
    if given:
        items = [item._replace(tail="your answer") if item.id == given.option else item for item in items]
    before = mix_now(rulebook, interview) if reviewing else None

    def preview(option: str) -> str:
        if before is None or (given and option == given.option):
            return ""
        return mix_change(before, mix_now(rulebook, answer(rulebook, interview, question.id, option)))

    return Choice(
        title=one_line(question.topic),
        text=one_line(question.text),
        help=one_line(question.help),
        items=tuple(items),
        letters=_letters(interview, hints=hints, reviewing=reviewing),
        progress=Progress(position.number - 1, position.total, _place(position)) if position else None,
        start=given.option if given else "",
        kept=given is not None,
        can_go_back=reviewing or can_go_back(rulebook, interview, question.id),
        preview=preview if reviewing else None,
        reads=partial(_option_for, question) if takes_number(question) else None,
    )


def _option_for(question: Question, word: str) -> str:
    """The option that a number stands for; empty where the word is none."""
    read = read_answer(question, word, "asked")
    return read.option if isinstance(read, Answer) else ""


def clash_choice(rulebook: Rulebook, interview: Interview, clash: Clash) -> Choice:
    """The page that asks about answers which do not go together."""
    items = [
        Item(
            given.question,
            f"Change “{_label(rulebook, given.question, given.option)}”",
            _text(rulebook, given.question),
        )
        for given in clash.answers
    ]
    items.append(Item(KEEP, "Keep them all", "The report will point out that they do not go together.", letter="k"))
    if len(clash.answers) <= 2:  # noqa: PLR2004 - a pair
        items[-1] = items[-1]._replace(label="Keep both")
    return Choice(
        title="Do these answers go together?",
        text=one_line(clash.contradiction.because),
        help=one_line(clash.contradiction.ask),
        items=tuple(items),
        letters=(_WHY,),
        can_go_back=can_go_back(rulebook, interview, None),
    )


def decided_choice(rulebook: Rulebook, interview: Interview, decision: Decision) -> Choice:
    """The page that says who comes first whatever is still asked, and offers to see it or to go on."""
    left = counted(len(decision.left), "more question")
    purpose = "for the reasons and channels" if decision.exact else "for exact shares"
    title = f"Decided after {counted(decision.answers, 'answer')}"
    proof = "This holds for every combination of answers to the questions left."
    if decision.unsure:
        title, purpose = "Settled, but for what you are not sure of", "that may settle it"
        proof = (
            f"Only {_unsure_answers(rulebook, decision.unsure)} could still put another approach first, alone or "
            "together with the questions left."
        )
    return Choice(
        title=title,
        text=one_line(decision.words),
        help=proof,
        items=(Item(STOP, "See it"), Item(GO_ON, f"{left} {purpose}", letter="m")),
        letters=(_REVIEW,),
        can_go_back=can_go_back(rulebook, interview, None),
        mix=mix_now(rulebook, interview),
    )


_MOST_NAMED = 2


def _unsure_answers(rulebook: Rulebook, unsure: Sequence[str]) -> str:
    """What nobody is sure of: the questions themselves, or how many where they are more than fit."""
    if len(unsure) > _MOST_NAMED:
        return f"your {counted(len(unsure), 'open answer')}"
    return f"what you are not sure of, {listed([f'“{_text(rulebook, each)}”' for each in unsure])},"


def opening_choice(rulebook: Rulebook) -> Choice:
    """The first page: what this is, what the approaches are, and about how long it takes."""
    most = sum(question.need != "wording" for question in to_ask(rulebook, Interview()))
    minutes = max(1, round(most * _SECONDS_A_QUESTION / 60))
    return Choice(
        title=one_line(rulebook.title),
        text="Answer a few questions; get a mix, the reasons, and what to do first.",
        help=f"At most {counted(most, 'question')}, about {counted(minutes, 'minute')}. It ends once it is decided. "
        "Every answer is saved. “Not sure” is an answer too.",
        facts=tuple((one_line(approach.label), one_line(approach.what)) for approach in rulebook.approaches),
        items=(Item(BEGIN, "Begin"),),
        start=BEGIN,
        kept=True,
        can_go_back=False,
    )


def review_choice(rulebook: Rulebook, interview: Interview, left: Sequence[Question]) -> Choice:
    """All answers, each of which can be changed; `left` are the questions that may still be asked."""
    rows = review_rows(rulebook, interview)
    items = [Item(FINISH, "Finish: show the report", letter="f")]
    if left:
        told = f"{counted(len(left), 'question')} left"
        items.append(Item(GO_ON, f"Go on asking ({told})", letter="g"))
    answered = sum(row.state in {"answered", "unsure"} for row in rows)
    return Choice(
        title="Your answers",
        text="",
        items=(*items, *map(_row, rows)),
        progress=Progress(answered, answered + len(left), counted(answered, "answer")),
        can_go_back=can_go_back(rulebook, interview, None),
        mix=mix_now(rulebook, interview),
    )


def _letters(interview: Interview, *, hints: bool, reviewing: bool) -> tuple[Letter, ...]:
    forward = [Letter("f", "forward", "forward")] if interview.at in interview.trail and not reviewing else []
    if reviewing:
        return (_WHY,)
    return (
        _WHY,
        Letter("s", "skip", "skip"),
        *forward,
        Letter("h", "hints", "no hints" if hints else "hints"),
        _REVIEW,
    )


def _place(position: Position) -> str:
    return f"{position.number} of {'about ' if position.about else ''}{position.total}"


def _row(row: ReviewRow) -> Item:
    """A line of the review."""
    came_from = origin(row.origin) if row.origin and row.origin != "asked" else ""
    state = "not asked now" if row.state == "irrelevant" and row.origin else came_from
    beside = ", ".join(filter(None, [one_line(row.topic), state, "flagged" if row.flagged else ""]))
    flag = "Flagged: it does not go together with another answer. " if row.flagged else ""
    return Item(
        row.question.id,
        one_line(row.label),
        flag + one_line(row.question.text),
        lead=row.question.id,
        tail=beside,
    )


def _label(rulebook: Rulebook, question_id: str, option: str) -> str:
    question = rulebook.question(question_id)
    return one_line(option_label(question, option)) if question else option


def _text(rulebook: Rulebook, question_id: str) -> str:
    question = rulebook.question(question_id)
    return one_line(question.text) if question else question_id


def why_asked(rulebook: Rulebook, question: Question) -> Painter:
    """The page behind `?` at a question."""
    tensions = [tension for tension in rulebook.tensions if question.id in tension.decided_by]
    disputed = {claim for tension in tensions for side in tension.sides for claim in side.claims}
    claims = [claim for claim in claims_behind(rulebook, question) if claim not in disputed]

    def paint(page: Page) -> None:
        page.paragraph((question.text, "bold"), indent=1)
        page.paragraph((question.help, "dim"), indent=1)
        page.blank()
        page.paragraph(question.why, indent=1)
        if tensions:
            page.blank()
            page.paragraph(("Where the sources disagree, this answer helps to decide", "bold"), indent=1)
            for tension in tensions:
                _tension(page, tension, rulebook)
        _claims(page, claims, rulebook)
        if question.options:
            _options(page, question)

    return paint


def why_contradictory(rulebook: Rulebook, contradiction: Contradiction) -> Painter:
    """The page behind `?` where answers do not go together."""

    def paint(page: Page) -> None:
        page.paragraph(contradiction.because, indent=1)
        _claims(page, contradiction.claims, rulebook)

    return paint


def claims_behind(rulebook: Rulebook, question: Question) -> tuple[str, ...]:
    """Ids of the claims whose rules and blockers read this question, each once, in the order of the rulebook."""
    claims = [claim for rule in weigh_rules(rulebook) if question.id in rule.reads for claim in rule.rule.claims]
    for blocker in rulebook.blockers:
        if question.id in questions_read(blocker.when):
            claims += blocker.claims
    return tuple(dict.fromkeys(claims))


def _tension(page: Page, tension: Tension, rulebook: Rulebook) -> None:
    labels = Labels(rulebook)
    page.blank()
    page.paragraph(tension.title, indent=1)
    for side in tension.sides:
        how = reasons.how_said(side.claims, labels)
        page.entry("-", side.says, (f" {_where(side.claims, labels)}{f', {how}' if how else ''}.", "dim"),
                   indent=1, room=2)  # fmt: skip


def _claims(page: Page, claims: Iterable[str], rulebook: Rulebook) -> None:
    """What each document says, with its hedge."""
    labels = Labels(rulebook)
    known = [claim for claim in map(labels.claim, claims) if claim]
    for document in rulebook.documents:
        said = [claim for claim in known if claim.document == document.id]
        if said:
            page.blank()
            page.paragraph(
                ("What “", "bold"), (reasons.short_title(document.title), "bold"), ("” says", "bold"), indent=1
            )
        for claim in said:
            page.entry("-", sentence(claim.says), (f" {_hedge(claim, labels)}", "dim"), indent=1, room=2)


def _hedge(claim: Claim, labels: Labels) -> str:
    how = reasons.how_said([claim.id], labels)
    return f"{claim.section}; {how}."


def _where(claims: Iterable[str], labels: Labels) -> str:
    """The documents behind a side, by their short titles."""
    known = [claim.document for claim in map(labels.claim, claims) if claim]
    titles = [reasons.short_title(found.title) for found in map(labels.document, dict.fromkeys(known)) if found]
    return listed([f"“{title}”" for title in titles])


def _options(page: Page, question: Question) -> None:
    page.blank()
    page.paragraph(("What the answers mean", "bold"), indent=1)
    for number, option in enumerate(question.options, 1):
        page.entry(f"{number}", option.label, (f": {option.help}" if option.help else "", "dim"), indent=1, room=3)
    page.entry("u", "Not sure", (": nothing is assumed for it. What rests on it stays open.", "dim"), indent=1, room=3)
