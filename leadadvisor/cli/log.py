"""The command `log`: a row of results is added to a firm's file, and one line says what that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.firm import Firm, day_of, firm_named, numbers_of, profile_of
from leadadvisor.cli.line import CommandLine, read_line, rulebook_of
from leadadvisor.cli.options import Values, beginning, single
from leadadvisor.cli.output import print_note, print_out
from leadadvisor.cli.question_flags import AnswersOption, CaseOption, ResultsOption
from leadadvisor.errors import WrongUsage
from leadadvisor.model.results import Amount, ResultRow
from leadadvisor.model.rulebook import Rulebook
from leadadvisor.questionnaire.answers import Misread, misread, quoted
from leadadvisor.results.results_file import add_rows, load_results, what_changed
from leadadvisor.results.rows import LONGEST_NOTE, read_quantity, with_amounts
from leadadvisor.text import counted, listed, one_line

IMPORT = "import"
ROW = "Row"
IMPORTING = "Import"


def _approaches(incomplete: str) -> list[str]:
    """What the first word may be."""
    rulebook = rulebook_of(read_line(()))
    return beginning((*(approach.id for approach in rulebook.approaches), IMPORT))(incomplete)


def _channels(incomplete: str) -> list[str]:
    rulebook = rulebook_of(read_line(()))
    channels = [channel.id for approach in rulebook.approaches for channel in approach.channels]
    return beginning(channels)(incomplete)


WordsArgument = Annotated[
    Values,
    typer.Argument(
        metavar="APPROACH", help="What the row is about; or `import FILE.csv`.", rich_help_panel=ROW,
        autocompletion=_approaches,
    ),
]  # fmt: skip


def _number(name: Amount, help_: str) -> object:
    return typer.Option(f"--{name}", metavar="NUMBER", help=help_, rich_help_panel=ROW)


HoursOption = Annotated[Values, _number("hours", "Hours that went in.")]
MoneyOption = Annotated[Values, _number("money", "Money that went in.")]
ContactsOption = Annotated[Values, _number("contacts", "People asked or contacted.")]
ConversationsOption = Annotated[Values, _number("conversations", "Qualified conversations.")]
WonOption = Annotated[Values, _number("won", "Of all so far, now won.")]
LostOption = Annotated[Values, _number("lost", "Of all so far, now lost.")]
ChannelOption = Annotated[
    Values,
    typer.Option(
        "--channel", metavar="ID", help="The channel, such as cold-email.", rich_help_panel=ROW,
        autocompletion=_channels,
    ),
]  # fmt: skip
DateOption = Annotated[
    Values, typer.Option("--date", metavar="DATE", help="The day, if not today: 2026-11-26.", rich_help_panel=ROW)
]
NoteOption = Annotated[
    Values, typer.Option("--note", metavar="TEXT", help="Anything worth keeping.", rich_help_panel=ROW)
]
MapOption = Annotated[
    Values,
    typer.Option("--map", metavar="OURS=COLUMN", help="Which column is ours; may repeat.", rich_help_panel=IMPORTING),
]
MeansOption = Annotated[
    Values,
    typer.Option(
        "--means", metavar="WORD=APPROACH", help="What their word stands for; may repeat.", rich_help_panel=IMPORTING
    ),
]


def build(line: CommandLine) -> Callable[..., int]:
    """The command; its answers come from a file, so it needs no flag for any question."""

    def log(
        *,
        words: WordsArgument = None,
        hours: HoursOption = None,
        contacts: ContactsOption = None,
        conversations: ConversationsOption = None,
        won: WonOption = None,
        lost: LostOption = None,
        money: MoneyOption = None,
        channel: ChannelOption = None,
        date_: DateOption = None,
        note: NoteOption = None,
        map_: MapOption = None,
        means: MeansOption = None,
        answers: AnswersOption = None,
        case: CaseOption = None,
        results: ResultsOption = None,
    ) -> int:
        rulebook = rulebook_of(line)
        amounts: dict[Amount, Values] = {
            "hours": hours, "money": money, "contacts": contacts, "conversations": conversations, "won": won,
            "lost": lost,
        }  # fmt: skip
        others = {"channel": channel, "date": date_, "note": note}
        said = [name for group in (amounts, others) for name, values in group.items() if values]
        if words and words[0] == IMPORT:
            if said:
                raise WrongUsage(f"log import takes its rows from the file; leave out --{said[0]}.")
            firm = firm_named(rulebook, answers, case, results)
            return _import(rulebook, firm, words[1:], _pairs("--map", map_), _pairs("--means", means))
        if map_ or means:
            raise WrongUsage("--map and --means belong to: leadadvisor log import FILE.csv")
        row = _row(rulebook, words or [], amounts, day_of("--date", date_))
        row = row._replace(channel=_text("--channel", channel), note=_text("--note", note))
        firm = firm_named(rulebook, answers, case, results)
        _add(rulebook, firm, [row], f"Logged {_in_words(row)}.")
        return ExitCode.FINE

    return log


def _row(rulebook: Rulebook, words: Sequence[str], amounts: Mapping[Amount, Values], day: date) -> ResultRow:
    """The row the flags describe. Raises `WrongUsage` with a sentence for everything that is wrong."""
    known = [approach.id for approach in rulebook.approaches]
    if len(words) != 1:
        raise WrongUsage(f"log takes one approach: {listed(known, 'or')}, as in: leadadvisor log {known[0]} --hours 6")
    approach = words[0].lower()
    wrong = []
    if approach not in known:
        wrong.append(_no_approach(rulebook, words[0]))
    read: dict[Amount, int | None] = {}
    for name, values in amounts.items():
        word = single(f"--{name}", values)
        found = None if word is None else read_quantity(name, word)
        if isinstance(found, Misread):
            wrong.append(f"--{name}: {found.sentence()}")
        else:
            read[name] = found
    if not wrong and all(value is None for value in read.values()):
        wrong.append("there is nothing to log. Give what went in or came out: --hours, --contacts, --conversations ...")
    if wrong:
        raise WrongUsage("\n".join(wrong))
    return with_amounts(ResultRow(day, approach), read)


def _no_approach(rulebook: Rulebook, word: str) -> str:
    """What to write in place of a word that is no approach; a channel is named beside its approach."""
    for approach in rulebook.approaches:
        if word.lower() in {channel.id for channel in approach.channels}:
            return f"{quoted(word)} is a channel. Write: leadadvisor log {approach.id} --channel {word.lower()}"
    known = [approach.id for approach in rulebook.approaches]
    return misread(f"there is no approach {quoted(word)}", word, known, "approaches").sentence()


def _text(flag: str, values: Values) -> str:
    text = one_line(single(flag, values) or "")
    if len(text) > LONGEST_NOTE:
        raise WrongUsage(f"{flag} takes up to {LONGEST_NOTE} characters, and this has {len(text)}.")
    return text


def _in_words(row: ResultRow) -> str:
    from leadadvisor.questionnaire.figures import written

    parts = [] if row.hours is None else [f"{written(row.hours)} h"]
    parts += [] if row.money is None else [f"{written(row.money)} spent"]
    parts += [] if row.contacts is None else [counted(row.contacts, "contact")]
    parts += [] if row.conversations is None else [counted(row.conversations, "conversation")]
    parts += [] if row.won is None else [f"{row.won} won"]
    parts += [] if row.lost is None else [f"{row.lost} lost"]
    return f"{row.approach} on {row.day.isoformat()}: {listed(parts)}"


def _add(rulebook: Rulebook, firm: Firm, rows: Sequence[ResultRow], said: str) -> None:
    """Write the rows, and print what was done and what it changed."""
    from leadadvisor.questionnaire.cases import make_directory

    profile, numbers = profile_of(rulebook, firm), numbers_of(firm)
    make_directory(firm.results)
    held = add_rows(firm.results, rulebook, rows)
    before, after = held.rows[: len(held.rows) - len(rows)], held.rows
    changed = what_changed(rulebook, profile, before, after, numbers)
    print_out(f"{said} {changed}\n")
    for note in _doubts(rows, before):
        print_note(f"{note}\n")


def _doubts(rows: Sequence[ResultRow], before: Sequence[ResultRow]) -> Iterator[str]:
    """What looks like a slip in new rows: a day that lies ahead, a row that stands there already."""
    ahead = max(row.day for row in rows)
    if ahead > date.today():  # noqa: DTZ011 - the user's own day
        yield f"{ahead.isoformat()} lies ahead: a review counts it from then on."
    known = {row._replace(hand="logged") for row in before}
    if any(row in known for row in rows):
        yield "The same row was there already. If that was one week, take one of the two out of the file."


def _import(
    rulebook: Rulebook, firm: Firm, words: Sequence[str], columns: Mapping[str, str], meant: Mapping[str, str]
) -> int:
    from leadadvisor.results.rows import read_import, without_known

    if len(words) != 1:
        raise WrongUsage("log import takes one file, as in: leadadvisor log import rows.csv --case NAME")
    known = [approach.id for approach in rulebook.approaches]
    for approach in meant.values():
        if approach not in known:
            told = misread(f"there is no approach {quoted(approach)}", approach, known, "approaches")
            raise WrongUsage(f"--means: {told.sentence()}")
    found = read_import(words[0], rulebook, {ours.lower(): theirs for ours, theirs in columns.items()}, meant)
    new = without_known(found.rows, load_results(firm.results, rulebook, may_be_missing=True).rows)
    if found.unused:
        print_note(f"Not used: {counted(len(found.unused), 'column')}: {', '.join(map(quoted, found.unused))}.\n")
    there = len(found.rows) - len(new)
    said = f"Imported {counted(len(new), 'row')}{f', {there} more were there already' if there else ''}."
    if not new:
        print_out(f"{said}\n")
        return ExitCode.FINE
    _add(rulebook, firm, new, said)
    return ExitCode.FINE


def _pairs(flag: str, values: Values) -> dict[str, str]:
    """What stands before each = and what behind it. Raises `WrongUsage`."""
    pairs = {}
    for word in values or ():
        before, equals, behind = word.partition("=")
        if not equals or not before.strip() or not behind.strip():
            raise WrongUsage(f"{flag} {quoted(word)}: write a word, = and another, as in {flag} hours=Time.")
        pairs[before.strip()] = behind.strip()
    return pairs
