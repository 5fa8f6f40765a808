"""Trees as text: JSON with one item of a list a line, and YAML that every YAML version reads alike."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadadvisor.reports.tree import Tree

_PLAIN = r"(?!(?:[yn]|yes|no|on|off|true|false|null)$)[a-z][a-z0-9 _,'()/;.-]*"
"""Text that no version of YAML takes for anything but text, where the dumper leaves it unquoted."""


def as_json(tree: Mapping[str, Tree]) -> str:
    """One key a line and one item of a list a line: easy on the eye and on diff, and quick to write.

    The indenting encoder of the standard library is written in Python and takes eight times as long.
    """
    return "{\n" + ",\n".join(f" {_dumped(key)}: {_value(value)}" for key, value in tree.items()) + "\n}\n"


def as_yaml(tree: object) -> str:
    """The tree as block YAML, keys in their own order, one line per text, no anchors: strict readers refuse them."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes text in quotes unless it is surely text."""

        def ignore_aliases(self, data: object) -> bool:
            """No anchors."""
            del data
            return True

    plain = re.compile(_PLAIN, re.IGNORECASE | re.ASCII)

    def text(dumper: yaml.SafeDumper, content: str) -> yaml.ScalarNode:
        style = None if plain.fullmatch(content) else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", content, style=style)

    Dumper.add_representer(str, text)
    written: str = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return written


def _value(value: Tree) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_dumped(item)}" for item in value) + "\n ]"
    return _dumped(value)


def _dumped(value: Tree) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
