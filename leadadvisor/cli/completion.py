"""The command `completion`: the script that makes a shell complete what is typed, and the answers that script asks for.

The scripts ask with the line as it was typed, so that what stands behind an = is completed in every shell alike.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Annotated

import typer

from leadadvisor.cli.exit_codes import ExitCode
from leadadvisor.cli.line import COMPLETION_REQUEST, CommandLine
from leadadvisor.cli.options import Values, beginning, choice, single
from leadadvisor.cli.output import print_out

SHELLS = ("bash", "zsh", "fish")

_BASH = r"""# leadadvisor completion bash > ~/.local/share/bash-completion/completions/leadadvisor
_leadadvisor() {
    local IFS=$'\n' line=${COMP_LINE:0:COMP_POINT} word before
    COMPREPLY=($(leadadvisor completion --line "$line" 2>/dev/null | cut -f 1))
    word=${line##*[[:space:]]}
    if [[ $word == *=* && $COMP_WORDBREAKS == *=* ]]; then
        before=${word%"${word##*=}"}
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o default -F _leadadvisor leadadvisor
"""

_ZSH = r"""#compdef leadadvisor
# leadadvisor completion zsh > "${fpath[1]}/_leadadvisor"
_leadadvisor() {
    local -a found
    local value about
    while IFS=$'\t' read -r value about; do
        found+=("${value//:/\\:}${about:+:$about}")
    done < <(leadadvisor completion --line "${(j: :)words[1,CURRENT]}" 2>/dev/null)
    if (( ${#found} )); then
        _describe -V leadadvisor found -S ''
    else
        _files
    fi
}
if [[ ${funcstack[1]} == _leadadvisor ]]; then _leadadvisor "$@"; else compdef _leadadvisor leadadvisor; fi
"""

_FISH = r"""# leadadvisor completion fish > ~/.config/fish/completions/leadadvisor.fish
function __leadadvisor_complete
    set -l found (leadadvisor completion --line (commandline -cp) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c leadadvisor -f -a '(__leadadvisor_complete)'
"""
_FLAG = re.compile(r"(?<=\s)--[\w-]+")
_HELP = re.compile(r"(?<=\s)help\s+")
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


ShellArgument = Annotated[
    str | None,
    typer.Argument(metavar="SHELL", help="bash, zsh or fish.", autocompletion=beginning(SHELLS)),
]
LineOption = Annotated[Values, typer.Option("--line", hidden=True, help="Complete this line.")]


def build(line: CommandLine) -> Callable[..., int]:  # noqa: ARG001 - every command is built from its line
    """The command; it reads no rulebook."""

    def completion(
        *,
        shell: ShellArgument = None,
        line: LineOption = None,
    ) -> int:
        typed = single("--line", line)
        if typed is not None:
            print_out("".join(f"{found}\n" for found in completions(typed)))
            return ExitCode.FINE
        print_out(_SCRIPTS[choice("completion", shell or _own_shell(), SHELLS)])
        return ExitCode.FINE

    return completion


def completions(line: str) -> Iterator[str]:
    """What the last word of the line may become, each with its label behind a tab where it has one."""
    flag, equals, _ = _last_word(line).partition("=")
    prefix = f"{flag}=" if equals and flag.startswith("--") else ""
    meant = _HELP.sub(" ", _FLAG.sub(lambda found: found[0].replace("_", "-"), line), count=1)
    for found in filter(None, _asked_of_typer(meant).splitlines()):
        yield found if found.startswith(prefix) else f"{prefix}{found}"


def _last_word(line: str) -> str:
    return "" if line != line.rstrip() or not line else line.rsplit(maxsplit=1)[-1]


def _asked_of_typer(line: str) -> str:
    """What Typer offers for the line; nothing where it is wrong further left, for a shell would print what we say."""
    from leadadvisor.cli.app import start

    os.environ.update(
        {COMPLETION_REQUEST: "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": line}
    )
    offered = StringIO()
    with redirect_stdout(offered):
        try:
            start([])
        except (SystemExit, Exception):  # noqa: BLE001 - see above
            return offered.getvalue()
        finally:
            del os.environ[COMPLETION_REQUEST]
    return offered.getvalue()


def _own_shell() -> str:
    """The shell this was most likely called from."""
    return os.path.basename(os.environ.get("SHELL", "")) or ("bash" if sys.platform != "win32" else "")
