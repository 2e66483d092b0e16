"""What commands share that another program starts and talks to over standard input and output."""

from __future__ import annotations

import signal
import sys

from jreadtools.cli.session import Run, UsageError

__all__ = ["needs", "wait_for"]


def needs(requirement: str, packages: tuple[str, ...], error: ImportError) -> Exception:
    """What to raise where a package of an extra is missing or too old; the error itself where it is another's fault."""
    if (error.name or "").partition(".")[0] not in packages:
        return error
    package = requirement.partition(">")[0]
    return UsageError(
        ja=f'{package} が必要です。pip install "{requirement}" でインストールしてください',
        en=f'this needs {package}; install it: pip install "{requirement}"',
    )


def wait_for(run: Run, *, ja: str, en: str) -> None:
    """Get ready for the program that started this one; somebody who typed the command is told who is waited for.

    Signals end the process at once: there is nothing to finish, and the thread that reads would be waited for.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if sys.stdin.isatty():
        run.remark(
            ja=f"標準入力で{ja}からの接続を待っています。終えるには Ctrl-C を押します",
            en=f"waiting for {en} on standard input; Ctrl-C ends it",
        )
