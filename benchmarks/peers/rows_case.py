"""The hand-written DuckDB program: `rows_case.py SOURCE TARGET` runs rows_case.sql."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

source, target = ("'" + name.replace("'", "''") + "'" for name in sys.argv[1:])
statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
duckdb.execute(statements.replace("{source}", source).replace("{target}", target))
