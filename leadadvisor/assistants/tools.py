"""The tools an assistant may call, each from a mapping of arguments to a short mapping; nothing here writes a file.

Every result carries the sentences that must not be lost when it is told again (`retell`). Results are at most
`MOST_BYTES` long, unless `full` is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from leadadvisor.engine.compare import compare_changes, compare_profiles
from leadadvisor.engine.explain import explain as explain_things
from leadadvisor.engine.lookup import look_up, nearest
from leadadvisor.engine.recommend import recommend as recommend_profile
from leadadvisor.engine.what_if import what_if
from leadadvisor.errors import WrongUsage
from leadadvisor.model.comparison import Comparison
from leadadvisor.model.profile import Profile
from leadadvisor.model.recommendation import Portion, Recommendation
from leadadvisor.model.rulebook import UNSURE, Question, Rulebook
from leadadvisor.model.value import NamedTuple
from leadadvisor.questionnaire.answers import profile_from_mapping
from leadadvisor.questionnaire.flow import Bearings, bearings, next_question, still_open
from leadadvisor.questionnaire.interview import begin, clashes, profile
from leadadvisor.reports import verdict, words
from leadadvisor.reports.brief import MOST_BYTES, in_brief
from leadadvisor.reports.labels import Labels
from leadadvisor.reports.selection import strongest_own
from leadadvisor.reports.tree import Tree, tree
from leadadvisor.text import one_line, safe

Arguments: TypeAlias = Mapping[str, Any]
Result: TypeAlias = dict[str, Tree]
Call: TypeAlias = Callable[[Rulebook, Arguments], Result]
Form: TypeAlias = Literal["answers", "text", "flag", "number"]

_FORMS: Mapping[Form, tuple[type, str]] = {
    "answers": (dict, 'question: option, such as {"goal": "launch-product"}'),
    "text": (str, "text"),
    "flag": (bool, "true or false"),
    "number": (int | float, "a number"),  # type: ignore[dict-item]
}
_MOST_ANSWERS = 200
_LONGEST_WORD = 200
_SHORT = 160
_FEW = 5


class Argument(NamedTuple):
    """One argument of a tool: its form, and what it means where its name does not say."""

    form: Form
    about: str = ""
    required: bool = False


class Tool(NamedTuple):
    """A tool: what it does in one sentence, its arguments, and the function that answers the call."""

    name: str
    about: str
    arguments: Mapping[str, Argument]
    call: Call
    writes: bool = False


ANSWERS = Argument("answers", 'question id: option id; "unsure" is allowed')
_FULL = Argument("flag", "everything, long")


def checked(tool: Tool, arguments: Arguments) -> Arguments:
    """The arguments as they were given. Raises `WrongUsage` with a sentence for everything that is wrong with them."""
    from leadadvisor.questionnaire.answers import misread, quoted

    wrong = []
    for name, value in arguments.items():
        argument = tool.arguments.get(name)
        if argument is None:
            wrong.append(misread(f"there is no argument {quoted(name)}", name, list(tool.arguments), "use").sentence())
            continue
        form, example = _FORMS[argument.form]
        if not isinstance(value, form) or (argument.form == "number" and isinstance(value, bool)):
            wrong.append(f"{name} must be {example}")
        elif isinstance(value, str) and len(value) > _LONGEST_WORD:
            wrong.append(f"{name} is longer than {_LONGEST_WORD} characters")
    wrong += [f"{name} is missing" for name, one in tool.arguments.items() if one.required and name not in arguments]
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return arguments


def profile_of(rulebook: Rulebook, answers: Mapping[str, object]) -> Profile:
    """The profile of the answers. Raises `WrongUsage` with a sentence for each that is wrong."""
    if len(answers) > _MOST_ANSWERS:
        raise WrongUsage(f"these are {len(answers)} answers; there are {len(rulebook.questions)} questions")
    not_text = [name for name, option in answers.items() if not isinstance(option, str)]
    if not_text:
        raise WrongUsage("\n".join(f"the answer to {safe(name)[:_SHORT]} must be text" for name in not_text))
    return profile_from_mapping(rulebook, {name: str(option) for name, option in answers.items()})


def within_limit(result: Result) -> Result:
    """The same result, its longest lists and texts shortened until it fits; `left_out` names what was shortened."""
    shortened: list[Tree] = []
    while _size(result) > MOST_BYTES:
        able = {key: less for key, value in result.items() if key not in _KEPT and (less := _less(value)) != value}
        if not able:
            break
        name = max(able, key=lambda key: _size(result[key]))
        shortened += [] if name in shortened else [name]
        result = {**result, name: able[name], "left_out": shortened}
    return result


_KEPT = frozenset({"schema", "retell", "left_out", "headline"})


def _less(value: Tree) -> Tree:
    """A list without its last part, a text by a third shorter; of a mapping or a single part, the longest of it."""
    if isinstance(value, list) and value:
        return value[:-1] if len(value) > 1 else [_less(value[0])]
    if isinstance(value, str) and len(value) > _FEW:
        return value[: len(value) * 2 // 3].rstrip() + "…"
    if isinstance(value, dict):
        for key in sorted(value, key=lambda key: -_size(value[key])):
            if (less := _less(value[key])) != value[key]:
                return {**value, key: less}
    return value


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def _cut(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def retell(rulebook: Rulebook) -> list[Tree]:
    """The sentences that must not be lost when a result is told again."""
    return [_cut(sentence) for sentence in words.honest_sentences(rulebook)]


# The interview


def _next_question(rulebook: Rulebook, arguments: Arguments) -> Result:
    """The question to ask now, with where things stand; `question` is null where none is left."""
    interview = begin(rulebook, profile_of(rulebook, arguments.get("answers", {})))
    question = next_question(rulebook, interview)
    now = bearings(rulebook, interview)
    return {
        "schema": "leadadvisor/next-question/1",
        "question": None if question is None else _asked(question),
        "decided": _decided(now),
        "leading": _leader(rulebook, now),
        "still_open": [safe(one.id) for one in still_open(rulebook, interview)],
        "contradictions": [_cut(clash.contradiction.because) for clash in clashes(rulebook, interview)],
        "answers": {answer.question: answer.option for answer in profile(rulebook, interview).answers},
        "retell": retell(rulebook),
    }


def _asked(question: Question) -> Tree:
    options: list[Tree] = [{"id": safe(option.id), "label": _cut(option.label)} for option in question.options]
    return {
        "id": safe(question.id),
        "text": _cut(question.text),
        "help": _cut(question.help),
        "why": _cut(question.why),
        "options": [*options, {"id": UNSURE, "label": "Not sure"}],
    }


def _decided(now: Bearings) -> bool:
    """No answer still to come can change what comes first."""
    return now.outlook is not None and now.outlook.settles_on(now.evaluation.standing.leader)


def _leader(rulebook: Rulebook, now: Bearings) -> str | None:
    leader = now.evaluation.standing.leader
    return None if leader is None else rulebook.approaches[leader].id


# The advice


def _recommend(rulebook: Rulebook, arguments: Arguments) -> Result:
    recommendation = _recommended(rulebook, arguments["answers"])
    if arguments.get("full"):
        return tree(recommendation)
    result: Result = json.loads(in_brief(recommendation))
    return result


def _recommended(rulebook: Rulebook, answers: Mapping[str, object]) -> Recommendation:
    given = profile_of(rulebook, answers)
    if not given.answers:
        raise WrongUsage("no question is answered, so there is nothing to recommend: ask next_question first")
    return recommend_profile(rulebook, given)


def _explain(rulebook: Rulebook, arguments: Arguments) -> Result:
    """One thing of the rulebook by its id; without one, how the share of each approach comes about."""
    answers = arguments.get("answers", {})
    if "id" not in arguments:
        return _accounts(rulebook, _recommended(rulebook, answers), full=bool(arguments.get("full")))
    named = look_up(rulebook, arguments["id"])
    if not named:
        near = [one.id for one in nearest(rulebook, arguments["id"])]
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise WrongUsage(f"nothing in the rulebook is called {arguments['id']!r}.{hint}")
    from leadadvisor.reports.explain_records import tree as explained

    whole = explained(explain_things(rulebook, profile_of(rulebook, answers) if answers else None, named))
    entries, claims = whole["entries"], whole["claims"]
    result: Result = {"schema": whole["schema"], "entries": entries, "claims": claims, "retell": retell(rulebook)}
    return result if arguments.get("full") else within_limit(result)


def _accounts(rulebook: Rulebook, recommendation: Recommendation, *, full: bool) -> Result:
    result: Result = {
        "schema": "leadadvisor/accounts/1",
        "headline": verdict.headline(recommendation, Labels(rulebook)),
        "firmness": verdict.firmness(recommendation),
        "robustness_percent": recommendation.robustness_percent,
        "accounts": [_account(portion, full=full) for portion in recommendation.mix],
        "against": [{"because": _cut(one.because), "claims": list(one.claims)} for one in recommendation.against],
        "retell": retell(rulebook),
    }
    return result if full else within_limit(result)


def _account(portion: Portion, *, full: bool) -> Tree:
    reasons = portion.contributions if full else strongest_own(portion)[:_FEW]
    return {
        "approach": portion.approach,
        "share": portion.share,
        "low": portion.low,
        "high": portion.high,
        "reasons": [
            {
                "kind": one.kind,
                "rule": one.rule,
                "percentage_points": round(one.hundredths / 100),
                "because": _cut(one.because),
                "claims": list(one.claims),
            }
            for one in reasons
        ],
    }


def _whatif(rulebook: Rulebook, arguments: Arguments) -> Result:
    """What would change the result; with `change`, the result before and after it."""
    given = profile_of(rulebook, arguments["answers"])
    if "change" in arguments:
        changes = profile_of(rulebook, arguments["change"]).answers
        return _compared(compare_changes(rulebook, given, changes, {}, ("now", "then")))
    from leadadvisor.reports.tree import walked

    found = what_if(rulebook, given)
    labels = Labels(rulebook)
    kept = sorted(found.flips, key=lambda flip: (flip.up is not True, len(flip.change)))
    result: Result = {
        "schema": "leadadvisor/what-if-brief/1",
        "headline": verdict.headline(found.recommendation, labels),
        "flips": walked(tuple(kept if arguments.get("full") else kept[:_FEW]), labels),
        "movers": walked(found.recommendation.movers, labels),
        "next_questions": [one.question for one in found.recommendation.next_questions],
        "robustness_percent": found.recommendation.robustness_percent,
        "retell": retell(rulebook),
    }
    return result if arguments.get("full") else within_limit(result)


def _compare(rulebook: Rulebook, arguments: Arguments) -> Result:
    named = [(name, profile_of(rulebook, arguments[name])) for name in ("a", "b")]
    return _compared(compare_profiles(rulebook, named))


def _compared(comparison: Comparison) -> Result:
    """Both mixes and what each cause moved, in whole percentage points."""
    first, second = comparison.scenarios
    rulebook = first.recommendation.rulebook
    approaches = [approach.id for approach in rulebook.approaches]
    difference = comparison.differences[0]
    return within_limit(
        {
            "schema": "leadadvisor/comparison-brief/1",
            "leader_changes": comparison.leader_changes,
            "scenarios": [
                {
                    "name": each.name,
                    "headline": _cut(verdict.headline(each.recommendation, Labels(rulebook))),
                    "shares": {one.approach: one.share for one in each.recommendation.mix},
                }
                for each in (first, second)
            ],
            "causes": [
                {
                    "id": cause.id,
                    "from": [one.before for one in cause.replaced],
                    "to": [one.after for one in cause.replaced],
                    "percentage_points": {
                        approach: round(part / 100) for approach, part in zip(approaches, cause.hundredths, strict=True)
                    },
                }
                for cause in difference.causes
            ],
            "retell": retell(rulebook),
        }
    )


TOOLS: Sequence[Tool] = (
    Tool("next_question", "The next question to ask the user, its options, and whether the answer is decided already.",
         {"answers": ANSWERS}, _next_question),
    Tool("recommend", "The advice for these answers: leader, shares, reasons with claim ids, next step.",
         {"answers": ANSWERS._replace(required=True), "full": _FULL}, _recommend),
    Tool("explain", "How the shares come about; or what a rule, claim, question, channel ... says, by its id.",
         {"answers": ANSWERS, "id": Argument("text"), "full": _FULL}, _explain),
    Tool("whatif", "Which other answers would change the advice; or what this change does.",
         {"answers": ANSWERS._replace(required=True), "change": Argument("answers"), "full": _FULL}, _whatif),
    Tool("compare", "Two sets of answers side by side, with the cause of each difference.",
         {"a": Argument("answers", required=True), "b": Argument("answers", required=True)}, _compare),
)  # fmt: skip
"""The tools that need no firm."""
