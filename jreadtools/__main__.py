"""`python -m jreadtools` is the command line."""

import sys

from jreadtools.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
