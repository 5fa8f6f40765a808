"""What the figures were measured on: machine, Python, packages, day."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from environment import peers

PACKAGES = ("leadadvisor", "typer", "rich", "pydantic", "PyYAML")


def described() -> str:
    """One paragraph that tells what a reader needs in order to compare."""
    names = [*PACKAGES, *(peer.partition(">")[0] for peer in peers()), "sqlglot"]
    packages = ", ".join(f"{name} {known}" for name in names if (known := _version(name)))
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    return (
        f"Measured on {day}: {_processor()}, {os.cpu_count()} cores, load {load:.1f} at the start; {platform.system()}"
        f" {platform.machine()}, {platform.python_implementation()} {platform.python_version()}; {packages}."
    )


def _version(name: str) -> str:
    """The version, or nothing for what is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    names = Path("/proc/cpuinfo")
    if names.exists():
        for line in names.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"
