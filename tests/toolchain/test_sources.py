"""Claims are found in a reader's own copy of an article, however it was saved, and changes of it are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_rulebook

from leadadvisor.errors import CannotRead
from leadadvisor.model.rulebook import Claim, Document, Rulebook
from leadadvisor.rulebook.loader import load_rulebook
from leadadvisor.toolchain.article import MAX_BYTES, Copy, anchor_of, letters_and_digits, read_copy
from leadadvisor.toolchain.sources import CopyCheck, SourcesCheck, check_sources

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT.parent / "shared" / "sources").glob("*.txt"))

ARTICLE = """On bread

Bread is old. It takes patience, flour and salt.

1. Ovens: An oven may be hot.

\N{EN DASH} Yeast is alive \N{EN DASH} feed it.
"""
HEADING, OLD, PATIENCE, OVEN = "On bread", "Bread is old.", "It takes patience, flour and salt.", "An oven may be hot."
YEAST = "Yeast is alive \N{EN DASH} feed it."


def claim(name: str, *sentences: str) -> Claim:
    return Claim(
        name, "D", "Bread", "mix", "process", "neutral", "moderate", "flat", "", "It says so.", "",
        tuple(map(anchor_of, sentences)),
    )  # fmt: skip


def book(*claims: Claim, unused: tuple[tuple[str, str], ...] = ()) -> Rulebook:
    document = Document("D", "On bread", "a blog", "blog", "none", claims, unused)
    return make_rulebook()._replace(documents=(document,))


WHOLE = book(
    claim("D01", OLD),
    claim("D02", PATIENCE),
    claim("D03", OVEN, YEAST),
    unused=((anchor_of(HEADING), "A heading."),),
)


def found(text: str, rulebook: Rulebook = WHOLE, name: str = "bread.txt") -> SourcesCheck:
    return check_sources(rulebook, [read_copy(name, text.encode())])


def only(checked: SourcesCheck) -> CopyCheck:
    (check,) = checked.checked
    return check


# Anchors


def test_an_anchor_outlives_quotes_dashes_case_and_blanks() -> None:
    assert anchor_of("“Very \N{EN DASH} repeatable” (ICP)") == anchor_of('very\u00a0"REPEATABLE" - icp')
    assert anchor_of("very repeatable") != anchor_of("very repeatably")


def test_an_anchor_is_sixteen_hexadecimal_digits_of_the_hash_of_letters_and_digits() -> None:
    assert letters_and_digits("ﬁne: No. 1!") == "fineno1"
    assert anchor_of("abc") == "ba7816bf8f01cfea"


# What is found


def test_each_claim_is_told_with_the_sentences_that_carry_it() -> None:
    carried = {each.claim.id: each.sentences for each in only(found(ARTICLE)).carried}
    assert carried == {"D01": (OLD,), "D02": (PATIENCE,), "D03": (OVEN, YEAST)}


def test_a_sentence_without_a_claim_has_its_reason() -> None:
    check = only(found(ARTICLE))
    assert [(left.sentence, left.reason) for left in check.left] == [(HEADING, "A heading.")]
    assert check.agrees


@pytest.mark.parametrize(
    "copy",
    [
        ARTICLE.replace("patience, flour", "patience,\nflour"),
        ARTICLE.replace("\n\n", "\n"),
        ARTICLE.replace("\N{EN DASH} ", "• ").replace("1. ", "(1) "),
        ARTICLE.upper(),
        ARTICLE.replace("\n", "\r\n"),
        "Home | Shop | Search\n\n" + ARTICLE + "\n\nAll rights reserved. Read more.",
    ],
    ids=["wrapped", "close together", "other bullets", "capitals", "line ends of Windows", "with a frame"],
)
def test_copies_that_only_look_otherwise_agree(copy: str) -> None:
    check = only(found(copy))
    assert [each.claim.id for each in check.carried] == ["D01", "D02", "D03"]
    assert check.missing == ()


@pytest.mark.parametrize("name", ["bread.html", "saved-page"])
def test_a_saved_web_page_is_read_without_its_tags_and_scripts(name: str) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>On bread</title><style>p {color: red}</style></head><body><nav>Shop</nav>"
        "<h1>On bread</h1><p>Bread is <b>old</b>. It takes patience,\n flour &amp; salt.</p><script>bread()</script>"
        "<ol><li>Ovens: An oven may be <a href='x'>hot</a>.<li>Yeast is alive &ndash; feed it.</ol></body></html>"
    )
    rulebook = book(claim("D01", OLD), claim("D02", "It takes patience, flour & salt."), claim("D03", OVEN, YEAST))
    check = only(found(page, rulebook, name))
    assert [each.claim.id for each in check.carried] == ["D01", "D02", "D03"]
    assert not any("color" in left.sentence or "bread()" in left.sentence for left in check.left)


def test_two_claims_may_rest_on_one_sentence() -> None:
    check = only(found(ARTICLE, book(claim("D01", PATIENCE), claim("D02", PATIENCE))))
    assert [each.sentences for each in check.carried] == [(PATIENCE,), (PATIENCE,)]


# What changed


def test_a_claim_whose_sentence_changed_is_missing_with_what_stands_there_now() -> None:
    check = only(found(ARTICLE.replace("patience, flour and salt", "hardly any patience")))
    assert [(each.claim.id, each.instead) for each in check.missing] == [("D02", ("It takes hardly any patience.",))]
    assert not check.agrees


def test_a_claim_with_one_of_two_sentences_gone_is_missing() -> None:
    assert [each.claim.id for each in only(found(ARTICLE.replace("feed it", "leave it"))).missing] == ["D03"]


def test_a_sentence_that_is_new_is_told_and_what_stands_around_the_article_is_counted() -> None:
    text = ARTICLE.replace("Bread is old.", "Bread is old. Rye is older.") + "\nSubscribe to our letter.\n"
    check = only(found(text))
    assert [left.sentence for left in check.unknown] == ["Rye is older."]
    assert check.unknown[0].anchor == anchor_of("Rye is older.")
    assert check.outside == 1
    assert not check.agrees


def test_a_claim_without_an_anchor_is_told() -> None:
    check = only(found(ARTICLE, book(claim("D01", OLD), claim("D02"))))
    assert (check.without_anchor, check.agrees) == (("D02",), False)


def test_each_source_is_looked_for_in_the_copy_that_holds_most_of_it_and_strangers_are_told() -> None:
    copies = [read_copy("other.txt", b"Nothing of the kind."), read_copy("bread.txt", ARTICLE.encode())]
    checked = check_sources(WHOLE, copies)
    assert only(checked).copy == "bread.txt"
    assert (checked.strangers, checked.agrees) == (("other.txt",), False)


def test_a_source_without_a_copy_is_no_fault() -> None:
    missing = Document("E", "On cheese", "a blog", "blog", "none", (claim("E01", "Cheese is young."),))
    checked = check_sources(WHOLE._replace(documents=(*WHOLE.documents, missing)), [read_copy("b", ARTICLE.encode())])
    assert [document.id for document in checked.not_given] == ["E"]
    assert checked.agrees


# What cannot be read


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfe\x41", b"\x01\x02\x03\x04 bread", b"", b" \n .. 1\n"],
    ids=["pdf", "picture", "half of UTF-16", "control characters", "empty", "no letter"],
)
def test_what_is_no_text_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"cannot read copy\.bin: "):
        read_copy("copy.bin", content)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (b"<html><p>Bread.</p><![odd[ x ]]>" + b" y" * 9, "the page is broken"),
        (b"<html>" + b"<p>Bread is old.</p>" * 50_000, "more than 500,000 characters"),
    ],
    ids=["broken", "endless"],
)
def test_a_page_that_is_no_article_is_refused_in_words(page: bytes, why: str) -> None:
    with pytest.raises(CannotRead, match=why):
        read_copy("page.html", page)


@pytest.mark.parametrize("encoding", ["rot13", "zlib", "idna", "no-such-thing", "undefined"])
def test_a_page_may_claim_any_encoding(encoding: str) -> None:
    page = f"<html><meta charset='{encoding}'><p>Bread is old. {chr(233)}</p></html>".encode()
    assert any("Bread is old." in paragraph for paragraph in read_copy("page.html", page).paragraphs)


def test_what_is_larger_than_any_article_is_refused() -> None:
    with pytest.raises(CannotRead, match="5 MB"):
        read_copy("copy.txt", b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_articles_are_saved_in(encoding: str) -> None:
    copy = read_copy("bread.txt", "“Façade” is old.".encode(encoding))
    assert copy == Copy("bread.txt", ("“Façade” is old.",))


# Our own sources


def test_every_claim_and_every_unused_sentence_of_our_rulebook_has_an_anchor() -> None:
    for document in load_rulebook(ROOT / "rules", cases=False).documents:
        assert [each.id for each in document.claims if not each.anchors] == []
        assert all(reason.endswith(".") for _, reason in document.unused)
        anchors = [anchor for claim in document.claims for anchor in claim.anchors]
        anchors += [anchor for anchor, _ in document.unused]
        assert all(len(anchor) == 16 and set(anchor) <= set("0123456789abcdef") for anchor in anchors)


@pytest.mark.skipif(not ARTICLES, reason="the articles are not part of the repository (looked in ../shared/sources)")
def test_the_two_articles_carry_every_claim_and_no_sentence_is_left_without_a_reason() -> None:
    rulebook = load_rulebook(ROOT / "rules", cases=False)
    checked = check_sources(rulebook, [read_copy(str(path), path.read_bytes()) for path in ARTICLES])
    assert [check.document.id for check in checked.checked] == ["A", "B"]
    assert [(check.missing, check.unknown, check.outside) for check in checked.checked] == [((), (), 0)] * 2
    assert checked.agrees
