"""The frame of the page: one file that asks the network for nothing and runs no script."""

from __future__ import annotations

from importlib.resources import files

from leadadvisor.reports.html.markup import Html, element, joined

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for this page: its own style and nothing else."""


def document(title: str, *content: Html) -> Html:
    """The whole file."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", Html(_style())),
    )
    return joined(Html("<!doctype html>\n"), element("html", head, element("body", *content), lang="en"))


def _style() -> str:
    """Our own style sheet; it stands in the page because the page may load no other file."""
    return "\n" + files(__package__).joinpath("style.css").read_text(encoding="utf-8")
