"""The command line: words become one call, its value becomes one report."""
