"""The command `jreadtools`, which `python -m jreadtools` is too.

Until the command line is loaded, Ctrl-C ends the process without a traceback: nothing has begun that has to be
cleaned up.
"""

import signal
import sys

__all__ = ["main"]


def main() -> int:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from jreadtools.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
