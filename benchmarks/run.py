"""Measure leadadvisor on this machine and print the figures as Markdown: `python benchmarks/run.py [--quick]`."""

from __future__ import annotations

import argparse

import care
import machine
import memory
import open_questions
import scoring
import start_up
import what_if
import whole_space


def main() -> None:
    """Measure every subject in one run. The processes come first, while this one is still small."""
    arguments = _arguments()
    print(machine.described())
    for subject in (start_up, memory, care, scoring, open_questions, what_if, whole_space):
        print()
        print(subject.measured(quick=arguments.quick), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a first look: fewer runs, rougher figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
