"""Measure leadadvisor on this machine and print the figures as Markdown: `python benchmarks/run.py [--quick]`.

The first run makes an environment with leadadvisor and all it is measured against; `--no-peers` measures with the
Python that runs this, and with those that happen to be there.
"""

from __future__ import annotations

import argparse
import os
import sys

_INSIDE = "--inside"
"""Says that this is the Python of that environment."""


def main() -> None:
    """Measure every subject in one run, in the environment that has everything."""
    arguments = _arguments()
    if arguments.no_peers or arguments.inside:
        measure(quick=arguments.quick)
        return
    import environment

    python = str(environment.python())
    os.execv(python, [python, __file__, _INSIDE, *sys.argv[1:]])


def measure(*, quick: bool) -> None:
    """Print a table for every subject. The processes come first, while this one is still small."""
    import care
    import engine_choice
    import machine
    import many_rows
    import memory
    import open_questions
    import scoring
    import start_up
    import what_if
    import whole_space

    print(machine.described())
    for subject in (start_up, memory, care, many_rows, engine_choice, scoring, open_questions, what_if, whole_space):
        print()
        print(subject.measured(quick=quick), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a first look: fewer runs, rougher figures")
    parser.add_argument("--no-peers", action="store_true", help="install nothing: for those without a network")
    parser.add_argument(_INSIDE, action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
