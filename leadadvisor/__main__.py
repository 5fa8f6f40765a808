"""Where the program starts: `leadadvisor` and `python -m leadadvisor`."""

import gc
import sys


def main() -> int:
    """Run the words of the command line; returns the exit code."""
    gc.disable()  # start-up makes many objects and hardly any garbage: looking for it would cost 4 of 60 ms
    from leadadvisor.cli.boundary import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
