"""`python -m retroplan`, and what the console script calls."""

from typing import NoReturn

from retroplan.cli.main import main


def run() -> NoReturn:
    """Run one command and leave with its exit code."""
    raise SystemExit(main())


if __name__ == "__main__":
    run()
