"""What commands share that another program starts and talks to over standard input and output."""

from __future__ import annotations

import signal

from jreadtools.cli.session import UsageError
from jreadtools.errors import Message

__all__ = ["ended_by_signals", "needs"]


def needs(requirement: str, packages: tuple[str, ...], error: ImportError) -> Exception:
    """What to raise where a package of an extra is missing or too old; the error itself where it is another's fault."""
    if (error.name or "").partition(".")[0] not in packages:
        return error
    package = requirement.partition(">")[0]
    return UsageError(
        Message(
            ja=f'{package} が必要です。pip install "{requirement}" でインストールしてください',
            en=f'this needs {package}; install it: pip install "{requirement}"',
        )
    )


def ended_by_signals() -> None:
    """Let signals end the process at once: there is nothing to finish, and the thread that reads would be waited for."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
