"""What every test shares: the settings of the person who runs them stay out."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

CHANGES_THE_OUTPUT = ("ACCESSIBLE", "CI", "CLICOLOR", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "TTY_COMPATIBLE")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own cache and config folders for the run, and no variable that changes what the program prints."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*CHANGES_THE_OUTPUT, *(name for name in os.environ if name.startswith("LEADADVISOR_"))):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


def pytest_configure() -> None:
    """Let Ctrl-C end what the tests start: a shell that runs us in the background ignores it, and so would they."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
