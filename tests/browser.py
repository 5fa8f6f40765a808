"""A real browser without a window, driven over the pipe of its DevTools; needs no package beside the browser itself."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--font-render-hinting=none", "--remote-debugging-pipe",
)  # fmt: skip
_ABOVE_THE_PIPES = 10
_READS, _WRITES = 3, 4
"""The two file descriptors on which the browser listens and answers."""


def find() -> str | None:
    """The first browser of that kind on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page of the browser: commands go out, and what the page tells meanwhile is kept in `events`."""

    def __init__(self, commands: int, answers: int) -> None:
        self.events: list[dict[str, Any]] = []
        self._commands = commands
        self._answers = os.fdopen(answers, "rb")
        self._sent = 0
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and wait for its result. Raises RuntimeError where the browser refuses it."""
        self._sent += 1
        message: dict[str, object] = {"id": self._sent, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        answer = self._until(lambda told: told.get("id") == self._sent)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def show(self, path: Path, *, width: int = 1280, dark: bool = False, network: bool = False) -> None:
        """Open a file in a window of that width and wait until it is there."""
        self.call("Network.emulateNetworkConditions", offline=not network, latency=0, downloadThroughput=-1,
                  uploadThroughput=-1)  # fmt: skip
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        self.call("Page.navigate", url=path.resolve().as_uri())
        if not self.told("Page.loadEventFired"):
            self._until(lambda told: told.get("method") == "Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What a script gives, a promise awaited. Raises RuntimeError where it fails."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def told(self, method: str) -> list[dict[str, Any]]:
        """What the page told in this way since it was opened."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def picture(self, *, scale: float = 1, height: int | None = None) -> bytes:
        """The whole page as PNG, or its top."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": scale}
        told = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        return base64.b64decode(told["data"])

    def printed(self) -> bytes:
        """The page as PDF on A4."""
        told = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=True,
                         preferCSSPageSize=True)  # fmt: skip
        return base64.b64decode(told["data"])

    def close(self) -> None:
        """Let go of the browser, which ends when nobody holds its pipe."""
        os.close(self._commands)
        self._answers.close()

    def _until(self, wanted: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
        while True:
            told = self._next()
            if wanted(told):
                if "method" in told:
                    self.events.append(told)
                return told
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        message = bytearray()
        while (sign := self._answers.read(1)) != b"\0":
            if not sign:
                raise RuntimeError("the browser has gone away")
            message += sign
        told: dict[str, Any] = json.loads(message)
        return told


@contextmanager
def opened(program: str) -> Iterator[Page]:
    """A page of a browser that is started for it and ended after it."""
    to_browser, from_us = _pipe()
    to_us, from_browser = _pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            ["bash", "-c", f'exec "$@" {_READS}<&{to_browser} {_WRITES}>&{from_browser}', "bash",
             program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            pass_fds=(to_browser, from_browser),
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        page = None
        try:
            page = Page(from_us, to_us)
            yield page
        finally:
            if page is not None:
                page.close()
            _end(browser)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are out of the way of the two that the browser uses."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _ABOVE_THE_PIPES) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _end(browser: subprocess.Popen[bytes]) -> None:
    """The browser ends by itself when its pipe is closed; one that does not is stopped."""
    with suppress(subprocess.TimeoutExpired):
        browser.wait(10)
        return
    browser.kill()
    browser.wait()
