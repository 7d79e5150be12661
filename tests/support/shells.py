"""Real shells on a terminal of their own: type into one, press Tab, and see what stands there."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from processes import PATIENCE

SCRIPTS = Path(sys.executable).parent  # where `mlmp-print` lies
PROMPT = "ready> "
SHOW = "\x18p"  # Control-X, P: the key that shows what stands on the line

BASH_START = f"""
PS1='{PROMPT}'
bind 'set bell-style none'
bind -x '"\\C-xp": printf "LINE<%s>\\n" "$READLINE_LINE"'
"""
ZSH_START = f"""
PS1='{PROMPT}'
unsetopt beep
autoload -U compinit
compinit -u -D
show() {{ print -r -- "LINE<$BUFFER>" }}
zle -N show
bindkey '^Xp' show
"""
needs = {
    shell: pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")
    for shell in ("bash", "zsh", "fish")
}


def environment(**more: str) -> dict[str, str]:
    """The environment in which a shell finds `mlmp-print`."""
    path = os.pathsep.join([str(SCRIPTS), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "TERM": "dumb", **more}


def line_after(shell: str, script: Path, keys: str, folder: Path) -> str:
    """Return what stands on the line after somebody typed the keys into a new shell.

    Args:
        shell: `bash` or `zsh`.
        script: The script that switches completion on.
        folder: An empty folder for the shell's settings, in which it runs.
    """
    start = f"{BASH_START if shell == 'bash' else ZSH_START}\nsource {script}\n"
    settings = folder / ".zshrc"
    settings.write_text(start, "utf-8")
    flags = ["--noprofile", "--rcfile", str(settings)] if shell == "bash" else ["-d"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(shell, [shell, *flags, "-i"], environment(ZDOTDIR=str(folder)))
    try:
        _read_until(terminal, re.escape(PROMPT))
        os.write(terminal, (keys + SHOW).encode())
        return _read_until(terminal, r"LINE<([^>]*)>")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _read_until(terminal: int, pattern: str) -> str:
    """Read what a shell shows until the pattern is there; return its group, if it has one."""
    shown, until = "", time.monotonic() + PATIENCE
    while True:
        found = re.search(pattern, shown)
        if found:
            return found[found.re.groups]
        assert time.monotonic() < until, shown
        if select.select([terminal], [], [], 1)[0]:
            with contextlib.suppress(OSError):  # Linux says so when the shell has ended
                shown += os.read(terminal, 4096).decode("utf-8", "replace")
