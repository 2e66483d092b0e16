"""The command `jreadtools`, which `python -m jreadtools` is too.

Until the command line is loaded, Ctrl-C ends the process as the system does it: nothing has begun that had to be put away,
and nobody wants to see which module was being loaded.
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
