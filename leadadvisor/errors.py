"""What stops the program: a small family of errors, each made from facts and able to say its own sentence."""

from __future__ import annotations

from leadadvisor.model.finding import Finding
from leadadvisor.text import counted


class LeadAdvisorError(Exception):
    """Any trouble the program can name; `str()` is the sentence for the user."""


class InvalidFile(LeadAdvisorError):
    """A rulebook or an answers file has problems: `findings`, in order of place, and `more` that are only counted."""

    def __init__(self, subject: str, findings: tuple[Finding, ...], more: int = 0) -> None:
        self.subject = subject
        self.findings = findings
        self.more = more
        super().__init__(f"{subject}: {counted(len(findings) + more, 'problem')}")


class CannotRead(LeadAdvisorError):
    """A file or directory the user named cannot be read."""


class CannotWrite(LeadAdvisorError):
    """A file the user named cannot be written."""


class WrongUsage(LeadAdvisorError):
    """The command line asks for something that cannot be done as asked."""


def reason(error: OSError | ValueError) -> str:
    """Why the system refused something, without the number and the path that the error carries."""
    if isinstance(error, OSError):
        return error.strerror or "the system gives no reason"
    return "a name cannot hold a zero byte"  # Python words it differently from version to version
