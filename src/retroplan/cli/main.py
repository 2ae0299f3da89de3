"""From the words of a command line to an exit code: the only exit point."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from retroplan.cli.output import show_error, show_refusal, tell_everybody, unwritten
from retroplan.cli.root import COMMANDS, app
from retroplan.environment import Environment
from retroplan.errors import Defect, ExitCode, RetroplanError, Stopped, UsageProblem

_FLAGS_TAKEN_ANYWHERE = frozenset({"--plain", "--no-color", "--no-input", "--quiet", "-q"})
_HELP = frozenset({"--help", "-h"})
_TYPERS_OWN = _HELP | {"--version", "--show-completion"}
_WITH_VALUE = frozenset({
    "--age", "--aid", "--backward-minutes", "--backward-walk-3m", "--birth-date", "--birth-year",
    "--blood-pressure", "--bp", "--by", "--chair-stands", "--clearance", "--cleared-by", "--cleared-max-grade",
    "--cleared-on", "--cleared-start", "--comfortable-speed", "--condition", "--config", "--covers",
    "--data-dir", "--date", "--days", "--direction", "--distance", "--experience", "--falls", "--format",
    "--from", "--gait-speed", "--goal", "--goal-note", "--grade", "--height", "--hr", "--hurt", "--incline",
    "--injurious-falls", "--mass", "--medication", "--minutes", "--miss", "--morning", "--morning-after",
    "--morning-pain", "--name", "--near-falls", "--note", "--on", "--pain", "--pain-before", "--pain-ceiling",
    "--pause", "--place", "--pregnancy-week", "--profile", "--reason", "--resting-hr", "--rpe", "--seen",
    "--session", "--sessions-done", "--sessions-per-week", "--sex", "--since", "--single-leg",
    "--six-minute-walk", "--sleep", "--speed", "--stage", "--start", "--symptom", "--tandem", "--theme",
    "--time", "--timezone", "--today", "--treadmill-max-grade", "--treadmill-min", "--treadmill-step",
    "--trials", "--tug", "--units", "--until", "--usual", "--usual-pain", "--week", "--weeks",
})  # fmt: skip
"""The options that a value follows; a test holds them to the parser."""
_DAYS = frozenset({"--date", "--on", "--since"})
"""The options whose value is a day gone by."""
_JSON = "--json"
_FROM_THE_END = re.compile(r"-(\d+)")
_DAYS_AGO = re.compile(r"-(\d+)([dw])")
_BELOW_ZERO = re.compile(r"-(\d[\d.,]*)")


def reordered(argv: Sequence[str]) -> list[str]:
    """Flags that are taken anywhere, moved to their place; what no parser is to take for an option, spelt so.

    That is `-2d`, as `2d-ago`; of records `-1`, as `1-last`; and `-4` cm of a test, with a minus sign. An
    option's value stays as it was typed, unless it is a day. `--json` comes last: it is the command's own.
    """
    words = list(argv)
    end = words.index("--") if "--" in words else len(words)
    flags, asked, rest = [], [], []
    for before, word in zip(("", *words), words[:end], strict=False):
        if word in _FLAGS_TAKEN_ANYWHERE and not _awaits_value(before):
            flags.append(word)
        elif word == _JSON and not _awaits_value(before):
            asked = [word]
        else:
            rest.append(word)
    spelt = _respelt(rest, _DAYS_AGO, r"\1\2-ago", also_after=_DAYS)
    if "sessions" in spelt:
        spelt = _respelt(spelt, _FROM_THE_END, r"\1-last")
    if "assess" in spelt:
        spelt = _respelt(spelt, _BELOW_ZERO, "\N{MINUS SIGN}\\1")
    return [*flags, *spelt, *asked, *words[end:]]


def _respelt(
    words: list[str],
    pattern: re.Pattern[str],
    spelling: str,
    also_after: frozenset[str] = frozenset(),
) -> list[str]:
    """The words that a pattern fits, spelt so; but an option's value only after these."""
    return [pattern.sub(spelling, word)
            if pattern.fullmatch(word) and (before in also_after or not _awaits_value(before)) else word
            for before, word in zip(("", *words), words, strict=False)]  # fmt: skip


def _awaits_value(word: str) -> bool:
    """Whether the word after this one is its value."""
    return word in _WITH_VALUE


def main(argv: Sequence[str] | None = None, environment: Environment | None = None) -> int:
    """Run one command and return its exit code. The only exit point."""
    words = reordered(sys.argv[1:] if argv is None else argv)
    _register(words)
    try:
        return _run(words, environment)
    except RetroplanError as error:
        return _ended(words, error)
    except typer.TyperException as error:
        return _ended(words, _misunderstood(error))
    except (KeyboardInterrupt, typer.Abort, EOFError) as stop:
        told = str(stop) if isinstance(stop, typer.Abort) else ""  # a wizard says what it keeps
        return _ended(words, Stopped(told or "Stopped. Nothing was saved."))
    except SystemExit:  # typer's way of saying that nobody reads its help any more
        return ExitCode.OK
    except Exception as error:
        if isinstance(error, OSError) and _is_for_help(words):
            return _ended(words, unwritten(error))
        # The last line of defence: a defect is told, never drawn as a traceback.
        if _wants_traceback():
            raise
        return _ended(words, _defect(error))


def _ended(words: Sequence[str], error: RetroplanError) -> int:
    """An error told: to people on stderr, and to programs that asked for JSON on stdout."""
    if _asks_for_json(words):
        show_refusal(_command_of(words), error)
    if isinstance(error, Stopped):
        tell_everybody(f"\n{error.message}")
    else:
        show_error(error)
    return error.exit_code


def _asks_for_json(words: Sequence[str]) -> bool:
    own = words[: words.index("--")] if "--" in words else words
    return any(
        word == _JSON and not _awaits_value(before)
        for before, word in zip(("", *own), own, strict=False)
    )


def _command_of(words: Sequence[str]) -> str:
    """`plan bounds` of a whole line; empty where no command is named."""
    named = [at for at, word in enumerate(words) if word in COMMANDS]
    if not named:
        return ""
    name, after = words[named[0]], words[named[0] + 1 :]
    group = next((each for each in app.registered_groups if each.name == name), None)
    commands = group.typer_instance.registered_commands if group and group.typer_instance else ()
    below = {each.name or getattr(each.callback, "__name__", "") for each in commands}
    return " ".join((name, *[word for word in after[:1] if word in below]))


def _run(argv: list[str], environment: Environment | None) -> int:
    code = app(args=argv, prog_name="retroplan", obj=environment, standalone_mode=False)
    if code == ExitCode.INTERRUPTED:  # typer has turned Ctrl-C into its code, without a word
        raise KeyboardInterrupt
    return code if isinstance(code, int) else ExitCode.OK


def _is_for_help(words: Sequence[str]) -> bool:
    """Whether typer itself gives the answer, and nothing else is read or written."""
    return bool(_TYPERS_OWN & set(words)) or not any(word in COMMANDS for word in words)


def _misunderstood(error: typer.TyperException) -> UsageProblem:
    line = _first_line(error)
    if line.startswith("No such command 'harder'"):
        return UsageProblem(
            "there is no harder, to keep you safe: the plan rises by its rules alone",
            hint="after sessions that go well it does; `retroplan plan why` says when",
        )
    return UsageProblem(line, hint=_help_hint(error))


def _first_line(error: typer.TyperException) -> str:
    return error.format_message().strip().replace("\n", " ")


def _help_hint(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return (
        f"see `{context.command_path} --help`" if context is not None else "see `retroplan --help`"
    )


def _defect(error: Exception) -> Defect:
    return Defect(
        f"something went wrong inside retroplan ({type(error).__name__}); what was saved is safe",
        hint="run it again with RETROPLAN_DEBUG=1 to see where, and please report it",
    )


def _wants_traceback() -> bool:
    return bool(os.environ.get("RETROPLAN_DEBUG"))


def _register(argv: Sequence[str]) -> None:
    """Import the modules of the commands that are named; each adds itself to the app.

    A word may be an option's value as well as a command: one module too many does no harm. Where no
    command is named, help only lists them all, and completion wants to know them all.
    """
    named = [word for word in argv if word in COMMANDS]
    before = argv[: argv.index(named[0])] if named else argv
    if "_RETROPLAN_COMPLETE" in os.environ:
        register_all()
    elif not named or _HELP & set(before):
        _list_all()
    for name in named:
        import_module(f"retroplan.cli.{name}")
    if "plan" in named:
        import_module("retroplan.cli.plan").register(argv)


def register_all() -> None:
    """Import every command's module, for whoever needs to know all their options."""
    for name in COMMANDS:
        import_module(f"retroplan.cli.{name}")
    import_module("retroplan.cli.plan").register_all()


def _list_all() -> None:
    """Every command by name and in a line, without its module: enough for help and for near misses."""
    for name, summary in COMMANDS.items():
        if f"retroplan.cli.{name}" not in sys.modules:
            app.command(name, short_help=summary)(_listed)


def _listed() -> None:
    """Stands for a command that is only listed; the true one takes its place once it is named."""
