"""`python -m jreadtools` is the command line."""

import sys

from jreadtools.cli import main

if __name__ == "__main__":
    sys.exit(main())
