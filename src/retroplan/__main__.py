"""`python -m retroplan`, and what the console script calls."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run one command and leave with its exit code.

    Quickly, at both ends (docs/decisions/0003): nothing is garbage while modules are imported, and
    the interpreter's farewell, which takes every module apart, is left out. What was to be kept is
    on disk before `main` returns, and every file is closed; only the streams are still to flush.
    """
    gc.disable()
    from retroplan.cli.main import main

    gc.freeze()
    gc.enable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # closed, or nobody reads any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
