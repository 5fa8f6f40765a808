"""Text in other encodings is scored as the same text in UTF-8; if it is in another, the place is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from batches import carry_out, job_on

from leadadvisor.batch import files
from leadadvisor.batch.job import FileFormat
from leadadvisor.errors import CannotRead

CSV = "id,firm,goal\r\n1,Caf\u00e9 M\u00fcller,few-deals\r\n2,\u00a35 & \u00b5,few-deal\r\n3,plain,\r\n"
JSONL = '{"id": 1, "firm": "Caf\u00e9 M\u00fcller", "goal": "few-deals"}\n{"id": 2, "firm": "\u00a35", "goal": ""}\n'
TEXTS: dict[FileFormat, str] = {"csv": CSV, "jsonl": JSONL}
SAVED_AS = {
    "cp1252": "cp1252",
    "iso8859-1": "latin-1",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32",
    "cp437": "cp437",
}


@pytest.mark.parametrize("chunk", [1, 3, 1 << 16])
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@pytest.mark.parametrize("encoding", SAVED_AS)
def test_a_file_is_scored_as_the_same_text_in_utf_8(
    encoding: str, kind: FileFormat, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_CHUNK", chunk)
    expected = carry_out(job_on(tmp_path, TEXTS[kind].encode(), kind))
    found = carry_out(job_on(tmp_path, TEXTS[kind].encode(SAVED_AS[encoding]), kind)._replace(encoding=encoding))
    assert found._replace(output=found.output.removeprefix("\ufeff")) == expected
    assert found.output.startswith("\ufeff") == (encoding in {"utf-16", "utf-32"} and kind == "csv")
    assert "Caf\u00e9 M\u00fcller" in found.output


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_another_format_is_made_of_it_too(kind: FileFormat, tmp_path: Path) -> None:
    other: FileFormat = "jsonl" if kind == "csv" else "csv"
    job = job_on(tmp_path, TEXTS[kind].encode("cp1252"), kind, other)._replace(encoding="cp1252")
    assert carry_out(job) == carry_out(job_on(tmp_path, TEXTS[kind].encode(), kind, other))


def test_a_byte_that_means_nothing_is_told_with_its_line_and_character(tmp_path: Path) -> None:
    content = "id,firm,goal\n1,x,few-deals\n2,\u00e9".encode("cp1252") + b"\x81,few-deals\n"
    ended = carry_out(job_on(tmp_path, content)._replace(encoding="cp1252"))
    assert ended.bad == [
        "in:3: character 4 is the byte 0x81, which is not cp1252; give --encoding the name of the one it was saved in"
    ]
    assert ended.tally.scored == 1


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        pytest.param(CSV.encode("utf-16-le")[:-1], "utf-16-le", "in:4:10: from here it is not utf-16-le", id="cut"),
        pytest.param(
            "id,goal\n1,".encode("utf-16-le") + b"\x00\xdc" + "x\n".encode("utf-16-le"),
            "utf-16-le",
            "in:2:3: from here it is not utf-16-le",
            id="half a character",
        ),
        pytest.param(CSV.encode(), "utf-32-le", "in:1:1: from here it is not utf-32-le", id="no utf-32"),
        pytest.param(
            CSV.encode("utf-16-be"),
            "utf-16",
            "cannot read in: no byte order mark says which utf-16 it is. Say --encoding utf-16-le, or utf-16-be",
            id="no mark",
        ),
    ],
)
def test_a_wrong_encoding_is_told_with_the_place(
    content: bytes, encoding: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chunk in (1, 5, 1 << 16):
        monkeypatch.setattr(files, "_CHUNK", chunk)
        with pytest.raises(CannotRead) as trouble:
            carry_out(job_on(tmp_path, content)._replace(encoding=encoding))
        assert str(trouble.value).replace(f"{tmp_path}/", "").startswith(told), chunk
