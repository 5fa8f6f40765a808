"""The yaml report: the structure of the json report as YAML that every YAML version reads alike."""

from __future__ import annotations

import re

import yaml

from leadadvisor.model.recommendation import Recommendation
from leadadvisor.reports import Layout
from leadadvisor.reports.result import result

_PLAIN = re.compile(r"(?![yn]$|yes$|no$|on$|off$|true$|false$|null$)[a-z][a-z0-9 _,'()/;.-]*", re.IGNORECASE | re.ASCII)
"""Text that no version of YAML takes for anything but text, where the dumper leaves it unquoted."""


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes unless it is surely text."""

    def ignore_aliases(self, data: object) -> bool:
        """No anchors: strict readers refuse them."""
        del data
        return True


def render(recommendation: Recommendation, layout: Layout) -> str:
    """The same bytes for the same recommendation; the layout has no say."""
    del layout
    return dumped(result(recommendation))


def dumped(value: object) -> str:
    """The value as block YAML, keys in their own order, one line per text."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None if _PLAIN.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
