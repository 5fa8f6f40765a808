"""The command batch: every fault of a file is told in full, the rest is scored, and files are written whole."""

from __future__ import annotations

import bz2
import csv
import json
import lzma
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import CTRL_C, Terminal

from leadadvisor.cli.exit_codes import ExitCode

Program = Callable[..., tuple[int, str, str]]
PYTHON = [sys.executable, "-m", "leadadvisor"]
HEADER = "id,goal,people"
GOOD = "1,few-deals,sellers"
RESULTS = "status,leader,firmness,share_referral,share_outbound,rules,cautions,state"
SCORED = "1,few-deals,sellers,recommended,referral,firm,60,40,"
TRY = "Try: leadadvisor batch --help\n"
PASSED = "passed through: id\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(content: str | bytes, name: str = "in.csv") -> None:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))


def columns(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


# Scoring


def test_every_row_gets_what_a_recommendation_of_its_answers_says(program: Program) -> None:
    write(f"{HEADER},outreach\n1,few-deals,sellers,running\n2,new-product,nobody,\n3,,unsure,idle\n")
    code, out, err = program("batch", "in.csv", "--ranges")
    assert (code, err) == (ExitCode.FINE, "passed through: id\n3 rows scored\n")
    for row in columns(out):
        answers = [word for name in ("goal", "people", "outreach") if row[name] for word in (f"--{name}", row[name])]
        told = json.loads(program("recommend", *answers, "--json")[1])
        assert row["status"] == told["status"]
        assert row["leader"] == (told["leader"] or "")
        assert row["firmness"] == told["firmness"]
        for portion in told["mix"]:
            approach = portion["approach"]
            numbers = [int(row[f"{kind}_{approach}"]) for kind in ("share", "low", "high")]
            assert numbers == [portion[kind] for kind in ("share", "low", "high")]


def test_a_row_where_nothing_is_feasible_is_a_result_like_any_other(program: Program) -> None:
    write(f"{HEADER},outreach\n1,few-deals,nobody,idle\n")
    code, out, err = program("batch", "in.csv", "-q")
    assert (code, err) == (ExitCode.FINE, "")
    (row,) = columns(out)
    assert (row["status"], row["leader"], row["firmness"]) == ("nothing-feasible", "", "open")
    assert (row["share_referral"], row["share_outbound"]) == ("0", "0")


def test_the_same_input_gives_the_same_bytes_as_file_or_stream(program: Program, process: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n2,,\n")
    out = program("batch", "in.csv")[1]
    assert program("batch", "in.csv", "-o", "out.csv")[:2] == (ExitCode.FINE, "")
    assert Path("out.csv").read_text() == out
    assert process("batch", "-", stdin=Path("in.csv").read_text())[:2] == (ExitCode.FINE, out)
    assert program("batch", "in.csv", "-o", "-")[1] == out


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ((), '{"id": 1'),
        (("--format", "csv"), "id,goal,status"),
        (("--input-format", "jsonl"), '{"id": 1'),
    ],
)
def test_what_comes_from_a_pipe_is_known_by_its_first_byte(
    words: tuple[str, ...], begins: str, process: Program
) -> None:
    code, out, err = process("batch", "-", *words, stdin='\n {"id": 1, "goal": "few-deals"}\n')
    assert (code, err) == (ExitCode.FINE, "passed through: id\n1 row scored\n")
    assert out.startswith(begins)


@pytest.mark.parametrize(
    ("target", "words", "begins"),
    [
        ("out.jsonl", (), '{"id": "1"'),
        ("out.NDJSON", (), '{"id": "1"'),
        ("out", (), "id,goal"),
        ("out.tsv", (), "id\tgoal"),
        ("out.jsonl", ("--format", "csv"), "id,goal"),
    ],
)
def test_the_name_of_the_output_decides_its_format(
    target: str, words: tuple[str, ...], begins: str, program: Program
) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    assert program("batch", "in.csv", "-o", target, *words)[0] == ExitCode.FINE
    assert Path(target).read_text().startswith(begins)


@pytest.mark.parametrize(
    ("delimiter", "said"),
    [(";", "a semicolon"), ("\t", "a tab"), ("|", "a vertical bar")],
)
def test_a_delimiter_that_was_found_out_is_said_and_kept(delimiter: str, said: str, program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n".replace(",", delimiter))
    code, out, err = program("batch", "in.csv")
    assert err == f"cells are separated by {said} (--delimiter says otherwise)\n{PASSED}1 row scored\n"
    assert (code, columns(out, delimiter)[0]["leader"]) == (ExitCode.FINE, "referral")


@pytest.mark.parametrize(("word", "delimiter"), [("tab", "\t"), ("\\t", "\t"), ("\t", "\t"), ("^", "^"), (",", ",")])
def test_a_delimiter_that_is_given_is_not_said_again(word: str, delimiter: str, program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n".replace(",", delimiter))
    code, out, err = program("batch", "in.csv", "--delimiter", word)
    assert (code, err) == (ExitCode.FINE, f"{PASSED}1 row scored\n")
    assert columns(out, delimiter)[0]["id"] == "1"


def test_the_example_of_the_help_runs(program: Program) -> None:
    from leadadvisor.cli.commands import COMMANDS

    (entry,) = (entry for entry in COMMANDS if entry.words == ("batch",))
    _, *words = entry.example.split()
    write(f"{HEADER}\n{GOOD}\n", "firms.csv")
    assert program(*words) == (ExitCode.FINE, "", f"{PASSED}1 row scored\n")


# Bad rows


BAD_FILES: dict[str, tuple[str | bytes, str]] = {
    "a BOM": (f"\ufeff{HEADER}\n{GOOD}\n", f"{PASSED}1 row scored\n"),
    "lines that end as on Windows": (f"{HEADER}\r\n{GOOD}\r\n", f"{PASSED}1 row scored\n"),
    "a header alone": (f"{HEADER}\n", f"{PASSED}0 rows scored\n"),
    "an unknown option": (
        f"{HEADER}\n{GOOD}\n2,few-deal,sellers\n",
        (
            f"{PASSED}in.csv:3: column 'goal': goal has no option 'few-deal'; nearest: few-deals\n"
            "1 row scored, 1 rejected\n"
        ),
    ),
    "short and long rows": (
        f"{HEADER}\n2,few-deals\n{GOOD}\n3,few-deals,sellers,x\n",
        (
            f"{PASSED}in.csv:2: the row has 2 cells where the header has 3\n"
            "in.csv:4: the row has 4 cells where the header has 3\n1 row scored, 2 rejected\n"
        ),
    ),
    "a truncated last line": (
        f"{HEADER}\n{GOOD}\n2,few",
        f"{PASSED}in.csv:3: the row has 2 cells where the header has 3\n1 row scored, 1 rejected\n",
    ),
    "an unclosed quote": (
        f'{HEADER}\n"2,few-deals,sellers\n{GOOD}\n',
        (
            f"{PASSED}in.csv:2: a quote opens a cell and nothing closes it as it should; close it, or write "
            "quotes inside a cell twice\n1 row scored, 1 rejected\n"
        ),
    ),
    "bytes that are not UTF-8": (
        f"{HEADER}\nM\udcfcller,few-deals,sellers\n{GOOD}\n",
        (
            f"{PASSED}in.csv:2: character 2 is the byte 0xfc, which is not UTF-8; save the file as UTF-8, "
            "or give --encoding cp1252\n"
            "1 row scored, 1 rejected\n"
        ),
    ),
    "a column like a question": (
        f"{HEADER},outreech\n{GOOD},x\n",
        (
            "in.csv:1: column 'outreech' is not a question and is passed through; did you mean 'outreach'?\n"
            "passed through: id, outreech\n1 row scored\n"
        ),
    ),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_fault_of_some_rows_is_told_and_the_others_are_scored(fault: str, program: Program) -> None:
    content, said = BAD_FILES[fault]
    write(content)
    code, out, err = program("batch", "in.csv")
    assert err == said
    assert code == (ExitCode.FAULT if "rejected" in said else ExitCode.FINE)
    assert out.removeprefix("\ufeff").startswith(f"{HEADER},")
    assert (f"\n{SCORED}" in out.replace("sellers,x,", "sellers,")) == (not said.endswith("\n0 rows scored\n"))


UNUSABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing at all": (b"", "in.csv: the file is empty. Its first line must name the columns."),
    "blank lines alone": (b"\n \n\n", "in.csv: the file is empty. Its first line must name the columns."),
    "a column twice": (
        "goal,id,goal\n",
        "in.csv:1: columns 1 and 3 are both called 'goal'. Rename or remove one of them.",
    ),
    "a question twice": (
        "goal,Goal\n",
        "in.csv:1: columns 1 and 2, 'goal' and 'Goal', are one question. Keep one of them.",
    ),
    "a result already": (
        "goal,status,leader,firmness\n",
        (
            "in.csv:1: 'status', 'leader', 'firmness' would be added, but are there already. Was this file scored "
            "before? Remove or rename these columns, or give --prefix."
        ),
    ),
    "no question": (
        "\nid,gaol\n",
        (
            "in.csv:2: no column is named after a question. The header has 'id', 'gaol'. Did you mean 'gaol' for "
            "'goal'? Questions: goal, people, outreach."
        ),
    ),
    "no header": (
        "few-deals,sellers\nnew-product,nobody\n",
        (
            "in.csv:1: no column is named after a question. The header has 'few-deals', 'sellers'. "
            "Questions: goal, people, outreach."
        ),
    ),
    "carriage returns alone": (
        "id,goal\r1,few-deals\r",
        "in.csv:1: lines end with a carriage return alone. Save the file with line feeds.",
    ),
    "an unclosed quote in the header": (
        'id,"goal\n1,few-deals\n',
        (
            "in.csv:1: this is no header: a quote opens a cell and nothing closes it as it should; close it, or write "
            "quotes inside a cell twice."
        ),
    ),
    "UTF-16": (
        f"{HEADER}\n{GOOD}\n".encode("utf-16"),
        (
            "cannot read in.csv: it is UTF-16, not UTF-8. Say --encoding utf-16, or convert it: "
            "iconv -f UTF-16 -t UTF-8 in.csv"
        ),
    ),
    "UTF-16 without a mark": (
        f"{HEADER}\n{GOOD}\n".encode("utf-16-le"),
        (
            "cannot read in.csv: it is UTF-16, not UTF-8. Say --encoding utf-16le, or convert it: "
            "iconv -f UTF-16LE -t UTF-8 in.csv"
        ),
    ),
    "a compressed file": (
        b"BZh91AY",
        "cannot read in.csv: it is compressed. Decompress it: bzip2 -dc in.csv | leadadvisor batch -",
    ),
    "half a gzip file": (
        b"\x1f\x8b\x08\0",
        "cannot read in.csv: its gzip file ends in the middle",
    ),
    "no gzip file behind its mark": (
        b"\x1f\x8bxxxxxxxxxxxxxxx",
        "cannot read in.csv: it is no whole gzip file (Error -3 while decompressing data: unknown compression method)",
    ),
    "a spreadsheet": (
        b"PK\x03\x04",
        "cannot read in.csv: it is a spreadsheet or another zip file. Save the sheet as CSV in UTF-8.",
    ),
    "one list": (
        '[\n{"goal": "few-deals"}]',
        "cannot read in.csv: it is one JSON list. Write one object a line: jq -c '.[]' in.csv",
    ),
    "one list with blanks": (
        '\ufeff[ {"goal": "few-deals"} ]',
        "cannot read in.csv: it is one JSON list. Write one object a line: jq -c '.[]' in.csv",
    ),
    "a Parquet file": (b"PAR1", "cannot read in.csv: it is Parquet. Say so: --input-format parquet"),
}


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_file_that_cannot_be_scored_is_refused_and_nothing_is_written(fault: str, program: Program) -> None:
    content, said = UNUSABLE[fault]
    write(content)
    Path("out.csv").write_text("old")
    assert program("batch", "in.csv", "-o", "out.csv", "--force", "--rejects", "bad.csv") == (
        ExitCode.FAULT,
        "",
        f"Error: {said}\n",
    )
    assert sorted(os.listdir()) == ["in.csv", "out.csv"]
    assert Path("out.csv").read_text() == "old"


TEXT = f"{HEADER}\n{GOOD}\n"
LIST = '[ {"goal": "few-deals"}, {"goal": "new-product"} ]'


@pytest.mark.parametrize("name", ["in.csv", "my file.csv", "-x.csv", "a'b$(id)`.csv"])
@pytest.mark.parametrize(
    ("tool", "content", "printed"),
    [
        pytest.param("iconv", TEXT.encode("utf-16"), TEXT, id="UTF-16 with a mark"),
        pytest.param("iconv", TEXT.encode("utf-16-le"), TEXT, id="UTF-16LE"),
        pytest.param("iconv", TEXT.encode("utf-16-be"), TEXT, id="UTF-16BE"),
        pytest.param("bzip2", bz2.compress(TEXT.encode()), "id,goal,people,status", id="bzip2"),
        pytest.param("xz", lzma.compress(TEXT.encode()), "id,goal,people,status", id="xz"),
        pytest.param("jq", LIST.encode(), '{"goal":"few-deals"}\n{"goal":"new-product"}\n', id="one list"),
    ],
)
def test_a_command_that_is_printed_does_what_it_says(
    tool: str, content: bytes, printed: str, name: str, program: Program
) -> None:
    write(content, name)
    code, _, err = program("batch", "--", name) if name.startswith("-") else program("batch", name)
    assert code == ExitCode.FAULT
    command = err.strip().rpartition(": ")[2]
    assert tool in command
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    own = Path("leadadvisor")
    own.write_text(f'#!/bin/sh\nexec {" ".join(PYTHON)} "$@"\n')
    own.chmod(0o755)
    path = f"{os.getcwd()}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "LEADADVISOR_RULEBOOK": os.environ.get("LEADADVISOR_RULEBOOK", "")}
    run = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment)
    assert run.stdout.startswith(printed), (command, run.stderr)


BAD_OBJECTS = """\
{"id": 1, "goal": "few-deals"}
{"id": 2, "goal": "few-deal"}
{"id": 3, "goal": 7}
{"id": 4, "id": 5}
{"id": 6, "n": NaN}
{"id": 7, "n": 1e999}
[8]
{"id": 9, "leader": "me"}
\ufeff{"id": 10}
{"id": 11, "n": "\\ud800"}
{"id": 12, "n": "a\u2028b"}
{"id": 13, "goal": "few"""


def test_every_fault_of_json_lines_is_told_and_the_others_are_scored(program: Program) -> None:
    write(BAD_OBJECTS, "in.jsonl")
    code, out, err = program("batch", "in.jsonl", "--rejects", "bad.jsonl")
    problems = [
        (2, "key 'goal': goal has no option 'few-deal'; nearest: few-deals"),
        (3, "key 'goal': goal takes one option as text, got the number 7; options: few-deals, new-product, unsure"),
        (4, "key 'id' stands there twice; keep one of them"),
        (5, "NaN is no number in JSON; write null or a number"),
        (6, "1e999 is larger than any number a reader of JSON must know"),
        (7, "a row is an object in braces, got a list"),
        (8, "key 'leader' would be added, but is there already; remove or rename it, or give --prefix"),
        (9, "a byte order mark stands before the object; remove it"),
        (10, "an escape stands for half a character (a lone surrogate)"),
        (12, "this is not JSON at character 20: unterminated string starting at"),
    ]
    said = "".join(f"in.jsonl:{number}: {problem}\n" for number, problem in problems)
    assert err == f"{said}passed through: id, n\n2 rows scored, 10 rejected\n"
    assert code == ExitCode.FAULT
    assert [json.loads(line)["id"] for line in out.removesuffix("\n").split("\n")] == [1, 12]
    kept = Path("bad.jsonl").read_text().removesuffix("\n").split("\n")
    assert [(each["line"], each["problem"]) for each in map(json.loads, kept)] == problems
    assert [json.loads(line)["row"] for line in kept][:1] == [{"id": 2, "goal": "few-deal"}]
    assert json.loads(kept[-1])["row"] == '{"id": 13, "goal": "few'


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ((), "and 5 more (--rejects FILE keeps them all)\n0 rows scored, 25 rejected\n"),
        (("--rejects", "bad.csv"), "and 5 more in bad.csv\n0 rows scored, 25 rejected\n"),
        (("-q",), "and 5 more (--rejects FILE keeps them all)\n0 rows scored, 25 rejected\n"),
    ],
)
def test_the_first_twenty_bad_rows_are_told_and_the_others_counted(
    words: tuple[str, ...], last: str, program: Program
) -> None:
    write(f"{HEADER}\n" + "x\n" * 25)
    code, _, err = program("batch", "in.csv", *words)
    assert (code, err.count(": the row has 1 cell")) == (ExitCode.FAULT, 20)
    assert err.endswith(f"in.csv:21: the row has 1 cell where the header has 3\n{last}")


def test_strict_stops_at_the_first_bad_row_and_writes_nothing(program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n2,x,y\n3,z,z\n")
    said = (
        f"{PASSED}Error: in.csv:3: column 'goal': goal has no option 'x'; options: few-deals, new-product, unsure; "
        "column 'people': people has no option 'y'; options: sellers, nobody, unsure. Nothing is written.\n"
    )
    assert program("batch", "in.csv", "--strict") == (ExitCode.FAULT, "", said)
    assert program("batch", "in.csv", "--strict", "-o", "out.csv") == (ExitCode.FAULT, "", said)
    assert os.listdir() == ["in.csv"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("in.csv", "poeple,goal,x\ny,few-deals,y\n"), ("in.jsonl", '{"poeple": "y", "goal": "few-deals"}\n')],
)
def test_a_name_like_a_question_is_told_and_never_stops_a_run(name: str, content: str, program: Program) -> None:
    write(content, name)
    code, out, err = program("batch", name, "--strict")
    assert (code, out.count("recommended")) == (ExitCode.FINE, 1)
    assert "'poeple' is not a question and is passed through; did you mean 'people'?" in err


def test_what_is_printed_with_strict_is_all_or_nothing(program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    code, out, _ = program("batch", "in.csv", "--strict")
    assert (code, len(out.splitlines())) == (ExitCode.FINE, 2)


def test_rejects_can_be_mended_and_run_again(program: Program) -> None:
    write(f'{HEADER}\n{GOOD}\n2,few-deal,sellers\n3,few-deals\n"=4,few-deals,sellers\n')
    assert program("batch", "in.csv", "--rejects", "bad.csv", "-q")[0] == ExitCode.FAULT
    assert Path("bad.csv").read_text() == (
        "line,problem,id,goal,people\n"
        "3,column 'goal': goal has no option 'few-deal'; nearest: few-deals,2,few-deal,sellers\n"
        "4,the row has 2 cells where the header has 3,3,few-deals\n"
        '5,"a quote opens a cell and nothing closes it as it should; close it, or write quotes inside a cell twice",'
        '"""=4,few-deals,sellers"\n'
    )
    mended = Path("bad.csv").read_text().replace("few-deal,", "few-deals,").replace(",3,few-deals\n", ",3,few-deals,\n")
    write(mended, "mended.csv")
    code, out, _ = program("batch", "mended.csv", "--rejects", "still-bad.csv", "-q")
    assert (code, [row["id"] for row in columns(out)]) == (ExitCode.FAULT, ["2", "3"])
    assert Path("still-bad.csv").read_text().startswith("line,problem,id,goal,people\n4,the row has 3 cells")


def test_the_file_of_rejects_is_there_when_no_row_is_bad(program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    assert program("batch", "in.csv", "--rejects", "bad.csv")[0] == ExitCode.FINE
    assert Path("bad.csv").read_text() == "line,problem,id,goal,people\n"


# Files


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("in.csv", "-o", "in.csv", "--force"), "cannot write in.csv: it is the file that is read; give another name"),
        (
            ("in.csv", "-o", "link.csv", "--force"),
            "cannot write link.csv: it is the file that is read; give another name",
        ),
        (
            ("in.csv", "--rejects", "in.csv", "--force"),
            "cannot write in.csv: it is the file that is read; give another name",
        ),
        (
            ("in.csv", "-o", "a.csv", "--rejects", "./a.csv"),
            "cannot write ./a.csv: the scored rows go to that file already",
        ),
        (
            ("in.csv", "-o", "old.csv"),
            "cannot write old.csv: it exists already; give --force to write over it, or another name",
        ),
        (
            ("in.csv", "-o", "new.csv", "--rejects", "old.csv"),
            "cannot write old.csv: it exists already; give --force to write over it, or another name",
        ),
        (("in.csv", "-o", "folder"), "cannot write folder: it is a directory; name a file in it"),
        (("in.csv", "-o", "none/out.csv"), "cannot write none/out.csv: No such file or directory"),
        (("im.csv",), "cannot read im.csv: there is no such file; did you mean 'in.csv'?"),
        (("folder",), "cannot read folder: it is a directory, not a file"),
    ],
)
def test_files_that_cannot_be_read_or_written_are_told(words: tuple[str, ...], said: str, program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    write("old", "old.csv")
    Path("link.csv").symlink_to("in.csv")
    Path("folder").mkdir()
    before = sorted(os.listdir())
    code, out, err = program("batch", *words)
    assert (code, out, err.splitlines()[-1]) == (ExitCode.FAULT, "", f"Error: {said}")
    assert sorted(os.listdir()) == before
    assert (Path("in.csv").read_text(), Path("old.csv").read_text()) == (f"{HEADER}\n{GOOD}\n", "old")


def test_what_comes_from_the_file_that_is_written_is_refused() -> None:
    write(f"{HEADER}\n{GOOD}\n")
    with open("in.csv", "rb") as stdin:
        words = [*PYTHON, "batch", "-", "-o", "in.csv", "--force"]
        finished = subprocess.run(words, stdin=stdin, capture_output=True, text=True)
    assert finished.stderr == "Error: cannot write in.csv: it is the file that is read; give another name\n"
    assert Path("in.csv").read_text() == f"{HEADER}\n{GOOD}\n"


def test_a_file_keeps_its_mode_and_a_link_stays_one(program: Program) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    write("old", "old.csv")
    Path("old.csv").chmod(0o600)
    Path("link.csv").symlink_to("old.csv")
    assert program("batch", "in.csv", "-o", "link.csv", "--force")[0] == ExitCode.FINE
    assert Path("link.csv").is_symlink()
    assert stat.S_IMODE(os.stat("old.csv").st_mode) == 0o600
    assert Path("old.csv").read_text().startswith(f"{HEADER},{RESULTS}\n{SCORED}")
    assert sorted(os.listdir()) == ["in.csv", "link.csv", "old.csv"]


def test_rows_may_come_from_a_pipe_with_a_name_and_go_to_a_device() -> None:
    os.mkfifo("pipe")
    with subprocess.Popen([*PYTHON, "batch", "pipe", "-o", "/dev/null"], stderr=subprocess.PIPE, text=True) as waiting:
        Path("pipe").write_text(f"{HEADER}\n{GOOD}\n")
        assert waiting.communicate(timeout=60)[1] == f"{PASSED}1 row scored\n"
    assert waiting.returncode == ExitCode.FINE
    assert os.listdir() == ["pipe"]


def test_rows_are_printed_as_they_come() -> None:
    words = [*PYTHON, "batch", "-", "-q"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(f"{HEADER}\n{GOOD}\n")
        running.stdin.flush()
        assert running.stdout.readline() == f"{HEADER},{RESULTS}\n"
        assert running.stdout.readline().startswith(SCORED)
        running.stdin.close()
    assert running.returncode == ExitCode.FINE


def test_a_closed_pipe_ends_the_run_with_141() -> None:
    write(f"{HEADER}\n" + f"{GOOD}\n" * 10_000)
    reading, writing = os.pipe()
    os.close(reading)
    finished = subprocess.run([*PYTHON, "batch", "in.csv", "-q"], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (finished.returncode, finished.stderr) == (ExitCode.CLOSED_PIPE, "")


@pytest.mark.parametrize("words", [(), ("-o", "/dev/full")])
def test_a_full_disk_is_told_in_one_line(words: tuple[str, ...]) -> None:
    write(f"{HEADER}\n{GOOD}\n")
    with open("/dev/full", "w") as full:
        finished = subprocess.run(
            [*PYTHON, "batch", "in.csv", "-q", *words], stdout=full, stderr=subprocess.PIPE, text=True
        )
    where = "/dev/full" if words else "standard output"
    assert (finished.returncode, finished.stderr) == (1, f"Error: cannot write {where}: No space left on device\n")


def test_memory_does_not_grow_with_the_rows() -> None:
    def most_memory(rows: int) -> int:
        write(f"{HEADER}\n" + "".join(f"{number},few-deals,sellers\n" for number in range(rows)))
        code = (
            "from leadadvisor.cli.boundary import run; "
            "assert run(['batch', 'in.csv', '-o', 'out.csv', '--force', '-q', '--engine', 'python']) == 0; "
            "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
        )
        finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return int(finished.stdout)

    few, many = most_memory(20_000), most_memory(200_000)
    assert many < few * 1.1


# Interruptions and progress


def many_rows() -> None:
    write(f"{HEADER}\n" + "".join(f"{number},few-deals,sellers\n" for number in range(400_000)))


def test_progress_is_one_line_that_goes_away_and_ctrl_c_says_how_to_go_on() -> None:
    many_rows()
    with Terminal("batch", "in.csv", "-o", "out.csv", "--engine", "python", directory=os.getcwd()) as terminal:
        terminal.until("rows, ", " a second, ", "left")
        terminal.press(CTRL_C)
        assert terminal.exit_code() == ExitCode.INTERRUPTED
        said = " ".join(terminal.text.replace("^C", "").split())
        assert said == (
            "passed through: id Interrupted. out.csv is as it was; to go on, run the same command with --resume."
        )
    assert sorted(os.listdir()) == [".out.csv.leadadvisor-part", ".out.csv.leadadvisor-resume", "in.csv"]


def test_progress_stays_on_one_line_of_a_narrow_screen() -> None:
    many_rows()
    words = ("batch", "in.csv", "-o", "out.csv", "--engine", "python")
    with Terminal(*words, directory=os.getcwd(), columns=40) as terminal:
        terminal.until("rows, ", " left")
        terminal.press(CTRL_C)
        assert terminal.exit_code() == ExitCode.INTERRUPTED
        said = " ".join(terminal.text.replace("^C", "").split())
        assert said.startswith("passed through: id Interrupted. out.csv is as it was;")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_a_plain_terminal_sees_no_progress(environment: dict[str, str]) -> None:
    write(f"{HEADER}\n" + f"{GOOD}\n" * 100_000)
    words = ("batch", "in.csv", "-o", "out.csv", "--engine", "python")
    with Terminal(*words, directory=os.getcwd(), environment=environment) as terminal:
        assert terminal.exit_code() == ExitCode.FINE
        assert terminal.sent == "passed through: id\r\n100,000 rows scored\r\n"


def test_a_request_to_end_leaves_what_can_be_gone_on_with(process: Program) -> None:
    many_rows()
    words = [*PYTHON, "batch", "in.csv", "-o", "out.csv", "--engine", "python"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == PASSED
        running.send_signal(signal.SIGTERM)
        assert running.stderr.read() == (
            "Interrupted. out.csv is as it was; to go on, run the same command with --resume.\n"
        )
    assert running.returncode == ExitCode.TERMINATED
    code, _, err = process("batch", "in.csv", "-o", "out.csv", "--engine", "python", "--resume")
    assert (code, err) == (ExitCode.FINE, f"{PASSED}400,000 rows scored\n")
    with open("out.csv") as out:
        assert sum(1 for _ in out) == 400_001
    assert sorted(os.listdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_only_prints_ends_without_a_word(number: signal.Signals, code: int) -> None:
    words = [*PYTHON, "batch", "-", "-q"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(f"{HEADER}\n")
        running.stdin.flush()
        assert running.stdout.readline() == f"{HEADER},{RESULTS}\n"
        running.send_signal(number)
        assert running.communicate(timeout=60) == ("", "")
    assert running.returncode == code


# Wrong words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "batch needs a file to read, or - for standard input."),
        (("a", "b"), "batch reads one file, got 2. Name the output with -o."),
        (("a", "--format", "cvs"), "--format cannot be 'cvs'. Did you mean 'csv'? Choose from: csv, jsonl, parquet."),
        (("a", "--input-format", "xml"), "--input-format cannot be 'xml'. Choose from: csv, jsonl, parquet."),
        (
            ("a", "--engine", "pyton"),
            "--engine cannot be 'pyton'. Did you mean 'python'? Choose from: auto, python, duckdb.",
        ),
        (("a", "--delimiter", "ab"), "--delimiter cannot be 'ab'. Give one sign such as , ; or |, or the word tab."),
        (("a", "--delimiter", "-"), "--delimiter cannot be '-'. Give one sign such as , ; or |, or the word tab."),
        (("a", "--delimiter", ""), "--delimiter cannot be ''. Give one sign such as , ; or |, or the word tab."),
        (("a", "-o", ""), "--output needs the name of a file, or - for standard output."),
        (("a", "-o", "b", "-o", "c"), "--output is given 2 times: 'b', 'c'. Give it once."),
        (
            ("a", "--strict", "--rejects", "b"),
            "--strict stops at the first bad row, so there is nothing for --rejects. Give one of them.",
        ),
        (
            ("a", "--rejects", "-"),
            "--rejects needs the name of a file: the scored rows go to standard output.",
        ),
        (
            ("a", "--resume"),
            "--resume goes on with a file that is made from a file: name both, IN and -o OUT.",
        ),
        (
            ("-", "-o", "b", "--resume"),
            "--resume goes on with a file that is made from a file: name both, IN and -o OUT.",
        ),
    ],
)
def test_a_wrong_word_is_answered_with_what_why_and_what_next(
    words: tuple[str, ...], said: str, program: Program
) -> None:
    assert program("batch", *words) == (ExitCode.USAGE, "", f"Error: {said}\n{TRY}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("in.csv", "--format", "parquet"), "Parquet needs DuckDB"),
        (("in.parquet",), "Parquet needs DuckDB"),
        (("in.csv", "--engine", "duckdb"), "--engine duckdb needs DuckDB"),
    ],
)
def test_without_duckdb_what_needs_it_says_how_to_get_it(
    words: tuple[str, ...], said: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    write(f"{HEADER}\n{GOOD}\n")
    write(b"PAR1", "in.parquet")
    assert program("batch", *words) == (
        ExitCode.USAGE,
        "",
        f"Error: {said}, which is not installed: pip install 'leadadvisor[batch]'\n{TRY}",
    )
