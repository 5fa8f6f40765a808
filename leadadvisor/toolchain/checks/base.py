"""What a check is: a name, how grave its findings are, one line that says what it looks for, and a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeAlias

from leadadvisor.engine.space import TooEntangled
from leadadvisor.model.finding import Finding, Severity
from leadadvisor.model.value import NamedTuple
from leadadvisor.rulebook.check import Spot
from leadadvisor.toolchain.checks.subject import Subject


class Remark(NamedTuple):
    """What a check has to say about one place, and what to do next."""

    spot: Spot
    message: str
    hint: str


Run: TypeAlias = Callable[[Subject], Iterator[Remark]]


class Check(NamedTuple):
    """One kind of inspection of a rulebook; `about` says what should hold and what is told where it does not."""

    name: str
    severity: Severity
    summary: str
    run: Run
    about: str = ""

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What it finds in the rulebook."""
        with suppress(TooEntangled):  # there is a check that names what is
            for spot, message, hint in self.run(subject):
                yield Finding(self.name, self.severity, spot.place, message, hint, spot.excerpt)


def check(name: str, severity: Severity, summary: str) -> Callable[[Run], Check]:
    """Makes a check of the function below it, which says in its docstring what the check is about."""
    return lambda run: Check(name, severity, summary, run, inspect.getdoc(run) or "")
