"""The skill: a SKILL.md that teaches an assistant to interview, to call the program, and what never to claim."""

from __future__ import annotations

from collections.abc import Iterator

from leadadvisor.model.rulebook import Question, Rulebook
from leadadvisor.reports import words
from leadadvisor.text import one_line

NAME = "leadadvisor"
_ABOUT = (
    "Advises where a business's next leads should come from (referral, inbound, outbound) with reasons traced to two "
    "articles. Use when somebody asks how to get more customers or leads, which lead generation to put effort into, or "
    "what to change about it."
)
_LONGEST_LABEL = 90


def skill(rulebook: Rulebook) -> str:
    """The SKILL.md for this rulebook; its questions and options are those of the rulebook."""
    return "\n".join(_lines(rulebook)) + "\n"


def _lines(rulebook: Rulebook) -> Iterator[str]:
    yield from ("---", f"name: {NAME}", f"description: {_ABOUT}", "---", "", f"# {one_line(rulebook.title)}", "")
    yield "`leadadvisor` turns answers into a mix: shares of effort, with channels, a plan and reasons."
    yield from ("", "## Interview", "")
    yield "1. Ask one question at a time, in the user's own words; take the option that fits, or `unsure`. Never guess."
    yield "2. Begin with the goal. After each answer see what to ask next and how far it is decided:"
    yield from ("", "   ```sh", "   leadadvisor recommend --goal launch-product --json --brief", "   ```", "")
    yield "   `next_question` names the most telling open question; stop where `firmness` is `firm` or `leaning`."
    yield "3. Tell the headline, the strongest reasons, what speaks against it, and the next step."
    yield "4. Keep answers in a file to come back to: `leadadvisor questions --template -o firm.yaml`."
    yield from ("", "## Commands", "")
    yield "| to | run |"
    yield "|---|---|"
    yield "| advise, short | `leadadvisor recommend --answers firm.yaml --json --brief` |"
    yield "| one value | `leadadvisor recommend --answers firm.yaml --get share.outbound` |"
    yield "| explain a share, rule or claim | `leadadvisor explain outbound --answers firm.yaml --json` |"
    yield "| try another answer | `leadadvisor whatif --answers firm.yaml --change people=strong-sellers --json` |"
    yield "| compare two situations | `leadadvisor compare firm.yaml firm.yaml,goal=feed-closers --json` |"
    yield "| a page to hand over | `leadadvisor recommend --answers firm.yaml -o report.html` |"
    yield "| what to do this fortnight | `leadadvisor plan --answers firm.yaml` |"
    yield "| write down what was done | `leadadvisor log outbound --hours 6 --conversations 2 --answers firm.yaml` |"
    yield "| see what it says | `leadadvisor review --answers firm.yaml --json` |"
    yield ""
    yield "Exit codes: 0 advice, 1 bad file or answers, 2 wrong usage, 3 nothing can be recommended as things stand."
    yield from ("", "## Always say", "")
    yield from (f"- {sentence}" for sentence in words.honest_sentences(rulebook))
    yield "- Name the claim ids behind a reason when asked; `leadadvisor explain ID` shows each in its words and place."
    yield from ("", "## Never say", "")
    yield "- A share is no chance of success, and no forecast of leads, money or dates."
    yield "- The articles name no number: never give one as theirs, and add no benchmark of your own."
    yield "- Do not drop a hedge: what an article says *may* happen, may happen."
    yield "- Do not hide that answers are open: where `firmness` is `open`, say so first."
    yield "- The user's own results outrank both articles."
    yield from ("", "## Questions", "")
    for question in rulebook.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield f"- `{question.id}`: {one_line(question.text)}"
    yield from (f"  - `{option.id}`: {one_line(option.label)[:_LONGEST_LABEL]}" for option in question.options)
