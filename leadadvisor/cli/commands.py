"""All commands, in the order of the help. To add one: a function that builds it, and a line here."""

from leadadvisor.model.value import NamedTuple


class Entry(NamedTuple):
    """A command: the words that call it, what builds it, a line of help, an example, a note.

    `builder` is a module of this folder, where its function is not named `build` with the name of that behind a colon.
    `rulebook` says whether --rulebook counts for it.
    """

    words: tuple[str, ...]
    builder: str
    summary: str
    example: str
    note: str = ""
    rulebook: bool = True

    def help(self) -> str:
        """What the help of the command begins with."""
        return f"{self.summary}\n\n{self.note}".strip()


COMMANDS: tuple[Entry, ...] = (
    Entry(
        ("ask",),
        "ask",
        "Answer questions on the terminal, then get the report.",
        "leadadvisor ask --save answers.yaml",
        "On a terminal, `leadadvisor` alone does the same. Flags answer questions beforehand.",
    ),
    Entry(
        ("recommend",),
        "recommend",
        "Recommend a mix of approaches for your answers.",
        "leadadvisor recommend --goal launch-product --timeline 1-3-months",
        "Every question may also be answered `unsure`. `leadadvisor questions` says what each option means.",
    ),
    Entry(
        ("explain",),
        "explain",
        "Explain every share, or anything in the rulebook by its id.",
        "leadadvisor explain outbound --goal launch-product --timeline 1-3-months",
        "An ID may be that of an approach, question, channel, rule, blocker, tension, claim or setting.",
    ),
    Entry(
        ("whatif",),
        "whatif",
        "Show what would change the recommendation, or try it.",
        "leadadvisor whatif --goal launch-product --change people=nobody",
    ),
    Entry(
        ("compare",),
        "compare",
        "Compare scenarios, with the cause of each difference.",
        "leadadvisor compare goal=launch-product goal=feed-closers",
        "A scenario is an answers file, answers written as QUESTION=OPTION,QUESTION=OPTION, or a file with changes: "
        "firm.yaml,goal=feed-closers.",
    ),
    Entry(
        ("plan",),
        "plan",
        "Plan the next fortnight, or twelve weeks.",
        "leadadvisor plan --goal launch-product --timeline 1-3-months --weeks 12",
        "With --set-numbers, your own numbers go into its stop rules; `plan check` tries those out.",
    ),
    Entry(
        ("log",),
        "log",
        "Note what an approach took and brought.",
        "leadadvisor log outbound --hours 6 --conversations 2 --results log.csv",
        "One row a week and approach is enough, in a file beside the answers (--answers or --case). "
        "`log import FILE.csv` takes the rows of another file.",
    ),
    Entry(
        ("review",),
        "review",
        "Compare plan and log: what to do now.",
        "leadadvisor review --answers firm.yaml",
        "Looks at the log beside the answers, or at the one --results names.",
    ),
    Entry(
        ("questions",),
        "questions",
        "Show every question with its options, or make an answers file.",
        "leadadvisor questions --template -o answers.yaml",
    ),
    Entry(
        ("cases",),
        "listings:cases",
        "List the interviews that are kept, the last one first.",
        "leadadvisor cases",
        "`ask --case NAME` keeps a firm apart; `recommend --case NAME` and others take its answers.",
    ),
    Entry(
        ("config",),
        "listings:config",
        "Show every setting and where it comes from.",
        "leadadvisor config",
        "Keys of a file with settings: rulebook, format, color, pager, case, currency.",
        rulebook=False,
    ),
    Entry(
        ("batch",),
        "batch",
        "Score every row of a file.",
        "leadadvisor batch firms.csv -o scored.csv --rejects bad.csv",
        "CSV, JSON lines or Parquet; a column named after a question answers it.",
    ),
    Entry(
        ("completion",),
        "completion",
        "Print the script that makes a shell complete.",
        "leadadvisor completion bash",
        "For bash, zsh or fish; the first line of the script says where to put it.",
        rulebook=False,
    ),
    Entry(("man",), "man", "Print the man page.", "leadadvisor man", rulebook=False),
    Entry(
        ("mcp",),
        "assistants:mcp",
        "Offer the advice to an assistant, over stdin and stdout.",
        "leadadvisor mcp",
        "The Model Context Protocol. Needs `pip install 'leadadvisor[mcp]'`.",
    ),
    Entry(
        ("skill",),
        "assistants:skill",
        "Print a SKILL.md that teaches an assistant to use this.",
        "leadadvisor skill",
    ),
    Entry(
        ("rules", "path"),
        "rules.documents:path",
        "Print the directory of the rulebook in use.",
        "leadadvisor rules path",
    ),
    Entry(
        ("rules", "schema"),
        "rules.documents:schema",
        "Print the JSON Schema of a format.",
        "leadadvisor rules schema --of recommendation",
        "FORMAT may also be a kind of rulebook file: with -o, the line that names the schema to editors is printed.",
        rulebook=False,
    ),
    Entry(
        ("rules", "check"),
        "rules.check:check",
        "Find what is wrong or doubtful in a rulebook.",
        "leadadvisor rules check --strict",
        "Every problem at once, each with its place and what to do. Exit 1 on errors.",
    ),
    Entry(
        ("rules", "test"),
        "rules.cases:test",
        "Run the cases of a rulebook.",
        "leadadvisor rules test --name referral",
        "A case that fails is told with what differs and which rules spoke. Exit 1 if one fails.",
    ),
    Entry(
        ("rules", "coverage"),
        "rules.cases:coverage",
        "Show what the cases of a rulebook exercise.",
        "leadadvisor rules coverage --fail-under 90",
    ),
    Entry(
        ("rules", "show"),
        "rules.documents:show",
        "Show one thing of a rulebook by its id.",
        "leadadvisor rules show B31",
    ),
    Entry(
        ("rules", "sources", "check"),
        "rules.check:sources",
        "Find the claims in your own copies of the articles.",
        "leadadvisor rules sources check first.html second.txt",
        "Says which sentence carries each claim, which no claim uses and why, and what changed. Exit 1 where a claim "
        "is not found or a sentence is not known. Only hashes of sentences come with leadadvisor.",
    ),
    Entry(
        ("rules", "docs"),
        "rules.documents:docs",
        "Write a rulebook as one page to read.",
        "leadadvisor rules docs -o rulebook.html",
    ),
    Entry(
        ("rules", "sql"),
        "rules.documents:sql",
        "Write a rulebook as one SELECT.",
        "leadadvisor rules sql --dialect postgres --table sales.profiles",
        "A column per question, named by its id; a cell is an option, empty (or NULL) or `unsure`. All columns stay; "
        "status, leader, shares, points and the rules that speak are added. Needs `pip install 'leadadvisor[sql]'`.",
    ),
    Entry(
        ("rules", "new"),
        "rules.documents:new",
        "Write a small rulebook to begin with.",
        "leadadvisor rules new my-rules",
        "It is on a subject of its own, and passes `rules check` and `rules test` as it stands.",
        rulebook=False,
    ),
    Entry(
        ("rules", "verify"),
        "rules.proofs:verify",
        "Prove what is true of a rulebook for every profile.",
        "leadadvisor rules verify",
        "Exact over all complete answers. Exit 1 where a property is refuted or an approach can never lead.",
    ),
    Entry(
        ("rules", "diff"),
        "rules.proofs:diff",
        "Show what changes from one rulebook to another.",
        "leadadvisor rules diff HEAD~1 .",
        "A and B are directories, or revisions of git. Changes are told by the letter and for every profile.",
        rulebook=False,
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
