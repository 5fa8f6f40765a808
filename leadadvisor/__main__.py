"""Where the program starts: `leadadvisor` and `python -m leadadvisor`."""

import gc
import os
import signal
import sys

_INTERRUPTED = 130
_INTERRUPTED_BEFORE = signal.getsignal(signal.SIGINT)


def main() -> int:
    """Run the words of the command line; returns the exit code, or ends the process with it."""
    gc.disable()  # start-up makes many objects and hardly any garbage: looking for it would cost 4 of 60 ms
    _end_quietly_when_interrupted()
    from leadadvisor.cli.boundary import run

    try:
        signal.signal(signal.SIGINT, _INTERRUPTED_BEFORE)  # from here on the boundary tells it
        code = run(sys.argv[1:])
        _leave_at_once(code)
    except KeyboardInterrupt:  # it came before the boundary or behind it
        os._exit(_INTERRUPTED)
    return code


def _end_quietly_when_interrupted() -> None:
    """While modules are imported Ctrl-C ends the process: there is nobody yet to tell it without a traceback."""
    if _INTERRUPTED_BEFORE is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(_INTERRUPTED))


def _leave_at_once(code: int) -> None:
    """End the process without taking the interpreter apart, which would cost 3 of 60 ms.

    All files are closed by now and nothing waits for the end. A debugger, profiler or coverage tool does: where one
    looks on, the process ends in the ordinary way.
    """
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):  # closed or broken: the boundary has told what there was to tell
                return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
