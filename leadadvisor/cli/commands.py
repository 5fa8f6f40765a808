"""All commands, in the order of the help. To add one: a module with `build`, and a line here."""

from leadadvisor.model.value import NamedTuple


class Entry(NamedTuple):
    """A command: the words that call it, the module whose `build` makes it, a line of help, an example, a note."""

    words: tuple[str, ...]
    module: str
    summary: str
    example: str
    note: str = ""

    def help(self) -> str:
        """What the help of the command begins with."""
        return f"{self.summary}\n\n{self.note}".strip()


COMMANDS: tuple[Entry, ...] = (
    Entry(
        ("ask",),
        "leadadvisor.cli.ask",
        "Answer questions on the terminal, then get the report.",
        "leadadvisor ask --save answers.yaml",
        "On a terminal, `leadadvisor` alone does the same. Flags answer questions beforehand.",
    ),
    Entry(
        ("recommend",),
        "leadadvisor.cli.recommend",
        "Recommend a mix of approaches for your answers.",
        "leadadvisor recommend --goal launch-product --timeline 1-3-months",
        "Every question may also be answered `unsure`. `leadadvisor questions` says what each option means.",
    ),
    Entry(
        ("explain",),
        "leadadvisor.cli.explain",
        "Explain every share, or anything in the rulebook by its id.",
        "leadadvisor explain outbound --goal launch-product --timeline 1-3-months",
        "An ID may be that of an approach, question, channel, rule, blocker, tension, claim or setting.",
    ),
    Entry(
        ("whatif",),
        "leadadvisor.cli.whatif",
        "Show what would change the recommendation, or try it.",
        "leadadvisor whatif --goal launch-product --change people=nobody",
    ),
    Entry(
        ("compare",),
        "leadadvisor.cli.compare",
        "Compare scenarios, with the cause of each difference.",
        "leadadvisor compare goal=launch-product goal=feed-closers",
        "A scenario is an answers file, answers written as QUESTION=OPTION,QUESTION=OPTION, or a file with changes: "
        "firm.yaml,goal=feed-closers.",
    ),
    Entry(
        ("plan",),
        "leadadvisor.cli.plan",
        "Plan the next fortnight, or twelve weeks.",
        "leadadvisor plan --goal launch-product --timeline 1-3-months --weeks 12",
        "With --set-numbers, your own numbers go into its stop rules; `plan check` tries those out.",
    ),
    Entry(
        ("log",),
        "leadadvisor.cli.log",
        "Note what an approach took and brought.",
        "leadadvisor log outbound --hours 6 --conversations 2 --results log.csv",
        "One row a week and approach is enough, in a file beside the answers (--answers or --case). "
        "`log import FILE.csv` takes the rows of another file.",
    ),
    Entry(
        ("review",),
        "leadadvisor.cli.review",
        "Compare plan and log: what to do now.",
        "leadadvisor review --answers firm.yaml",
        "Looks at the log beside the answers, or at the one --results names.",
    ),
    Entry(
        ("questions",),
        "leadadvisor.cli.questions",
        "Show every question with its options, or make an answers file.",
        "leadadvisor questions --template -o answers.yaml",
    ),
    Entry(
        ("cases",),
        "leadadvisor.cli.cases",
        "List the interviews that are kept, the last one first.",
        "leadadvisor cases",
        "`ask --case NAME` keeps a firm apart; `recommend --case NAME` and others take its answers.",
    ),
    Entry(
        ("config",),
        "leadadvisor.cli.config",
        "Show every setting and where it comes from.",
        "leadadvisor config",
        "Keys of a file with settings: rulebook, format, color, pager, case, currency.",
    ),
    Entry(
        ("batch",),
        "leadadvisor.cli.batch",
        "Score every row of a file.",
        "leadadvisor batch firms.csv -o scored.csv --rejects bad.csv",
        "CSV, JSON lines or Parquet; a column named after a question answers it.",
    ),
    Entry(
        ("completion",),
        "leadadvisor.cli.completion",
        "Print the script that makes a shell complete.",
        "leadadvisor completion bash",
        "For bash, zsh or fish; the first line of the script says where to put it.",
    ),
    Entry(("man",), "leadadvisor.cli.man", "Print the man page.", "leadadvisor man"),
    Entry(
        ("mcp",),
        "leadadvisor.cli.mcp",
        "Offer the advice to an assistant, over stdin and stdout.",
        "leadadvisor mcp",
        "The Model Context Protocol. Needs `pip install 'leadadvisor[mcp]'`.",
    ),
    Entry(
        ("skill",),
        "leadadvisor.cli.skill",
        "Print a SKILL.md that teaches an assistant to use this.",
        "leadadvisor skill",
    ),
    Entry(
        ("rules", "path"),
        "leadadvisor.cli.rules.path",
        "Print the directory of the rulebook in use.",
        "leadadvisor rules path",
    ),
    Entry(
        ("rules", "schema"),
        "leadadvisor.cli.rules.schema",
        "Print the JSON Schema of a format.",
        "leadadvisor rules schema --of recommendation",
        "FORMAT may also be a kind of rulebook file: with -o, the line that names the schema to editors is printed.",
    ),
    Entry(
        ("rules", "check"),
        "leadadvisor.cli.rules.check",
        "Find what is wrong or doubtful in a rulebook.",
        "leadadvisor rules check --strict",
        "Every problem at once, each with its place and what to do. Exit 1 on errors.",
    ),
    Entry(
        ("rules", "test"),
        "leadadvisor.cli.rules.test",
        "Run the cases of a rulebook.",
        "leadadvisor rules test --name referral",
        "A case that fails is told with what differs and which rules spoke. Exit 1 if one fails.",
    ),
    Entry(
        ("rules", "coverage"),
        "leadadvisor.cli.rules.coverage",
        "Show what the cases of a rulebook exercise.",
        "leadadvisor rules coverage --fail-under 90",
    ),
    Entry(
        ("rules", "show"),
        "leadadvisor.cli.rules.show",
        "Show one thing of a rulebook by its id.",
        "leadadvisor rules show B31",
    ),
    Entry(
        ("rules", "sources", "check"),
        "leadadvisor.cli.rules.sources",
        "Find the claims in your own copies of the articles.",
        "leadadvisor rules sources check first.html second.txt",
        "Says which sentence carries each claim, which no claim uses and why, and what changed. Exit 1 where a claim "
        "is not found or a sentence is not known. Only hashes of sentences come with leadadvisor.",
    ),
    Entry(
        ("rules", "docs"),
        "leadadvisor.cli.rules.docs",
        "Write a rulebook as one page to read.",
        "leadadvisor rules docs -o rulebook.html",
    ),
    Entry(
        ("rules", "sql"),
        "leadadvisor.cli.rules.sql",
        "Write a rulebook as one SELECT.",
        "leadadvisor rules sql --dialect postgres --table sales.profiles",
        "A column per question, named by its id; a cell is an option, empty (or NULL) or `unsure`. All columns stay; "
        "status, leader, shares, points and the rules that speak are added. Needs `pip install 'leadadvisor[sql]'`.",
    ),
    Entry(
        ("rules", "new"),
        "leadadvisor.cli.rules.new",
        "Write a small rulebook to begin with.",
        "leadadvisor rules new my-rules",
        "It is on a subject of its own, and passes `rules check` and `rules test` as it stands.",
    ),
    Entry(
        ("rules", "verify"),
        "leadadvisor.cli.rules.verify",
        "Prove what is true of a rulebook for every profile.",
        "leadadvisor rules verify",
        "Exact over all complete answers. Exit 1 where a property is refuted or an approach can never lead.",
    ),
    Entry(
        ("rules", "diff"),
        "leadadvisor.cli.rules.diff",
        "Show what changes from one rulebook to another.",
        "leadadvisor rules diff HEAD~1 .",
        "A and B are directories, or revisions of git. Changes are told by the letter and for every profile.",
    ),
)

GROUPS: dict[str, str] = {
    "rules": "Look after a rulebook.",
    "rules sources": "Hold a rulebook against its sources.",
}
"""The commands that only hold others, each with one line of help."""


def chosen(words: tuple[str, ...]) -> Entry | None:
    """The command these words call, or None."""
    return next((entry for entry in COMMANDS if words[: len(entry.words)] == entry.words), None)
