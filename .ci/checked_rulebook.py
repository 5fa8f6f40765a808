"""Puts what is made from the sources into the wheel when it is built: the checked rulebook and the man page.

With the first, a first run needs neither YAML nor pydantic.
"""

from __future__ import annotations

import shutil
import sys
from compileall import compile_dir
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CheckedRulebook(BuildHookInterface):  # type: ignore[type-arg]
    """Reads and checks `rules/` as a start would, and keeps what it would keep."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the entries; a checkout that is installed as it stands has none, for its rules may change."""
        if version == "editable":
            compile_dir(Path(self.root, "leadadvisor"), quiet=2)  # as an installer does with the modules of a wheel
            return
        sys.path.insert(0, self.root)
        from leadadvisor.cli.man import man_page
        from leadadvisor.rulebook.loader import checked_entries

        self.made = Path(mkdtemp(prefix="leadadvisor-"))
        for part, content in checked_entries(Path(self.root, "rules")).items():
            entry = self.made / f"{part}.json"
            entry.write_bytes(content)
            build_data["force_include"][str(entry)] = f"leadadvisor/checked/{part}.json"
        page = self.made / "leadadvisor.1"
        page.write_text(man_page(), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/leadadvisor.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what is in the wheel by now."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self.made)
