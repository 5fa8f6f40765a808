"""The floor: DuckDB reads the file and writes it again: `rows_copy.py SOURCE TARGET`."""

from __future__ import annotations

import sys

import duckdb

source, target = ("'" + name.replace("'", "''") + "'" for name in sys.argv[1:])
duckdb.execute(f"COPY (SELECT * FROM read_csv({source}, all_varchar = true)) TO {target} (FORMAT csv, HEADER)")
