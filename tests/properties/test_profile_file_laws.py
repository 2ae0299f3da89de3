"""Whatever a profile file says, it is taken, refused in words, or answered with why there is no plan."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from retroplan.cli.main import main
from retroplan.core.model.profile import Profile
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from retroplan.usecases.declaring import ranges_of
from tests.conftest import TODAY

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
RANGES = ranges_of(load_evidence())
ENDS = {ExitCode.OK, ExitCode.BAD_FILE, ExitCode.UNSAFE, ExitCode.INFEASIBLE}
OF_A_NAME = ENDS | {ExitCode.NOT_FOUND}
"""A protocol that is chosen by its name may be in no folder."""

Path_ = tuple[str, ...]


def keys(kind: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every key of a profile that holds a value, tables within sections included, with its type."""
    for name, hint in get_type_hints(kind).items():
        inner = next((arm for arm in (hint, *get_args(hint)) if is_dataclass(arm)), None)
        if inner is None:
            yield (*path, name), hint
        else:
            yield from keys(inner, (*path, name))


KEYS = dict(keys(Profile))
NUMBERS = {path for path, hint in KEYS.items() if {int, float} & {hint, *get_args(hint)}}

EDGES = [
    0, 0.0, -1, 1, 5e-324, 39, 1e30, 2**63, float("nan"), float("-inf"),
]  # fmt: skip
WORDS = ["", "x", "none", "\x07", "Ω" * 300, "../..", "00:00"]
DAYS = [dt.date.min, dt.date.max, dt.date(2000, 2, 29), TODAY - dt.timedelta(days=366 * 120)]
ODD: list[Any] = [True, False, [], {}, [1], [""], [[]], ["stroke", "stroke"], dt.time(23, 59)]


def anything(path: Path_) -> st.SearchStrategy[Any]:
    """What nobody would write, and what somebody well might, at the edges of what a key may hold."""
    low, high = RANGES.get(".".join(path), (0, 100))
    middle = (low + high) / 2
    own = [low, high, low - 1, high + 1, middle, int(low), int(high), int(middle)]
    return st.one_of(
        st.sampled_from([*own, *EDGES, *WORDS, *DAYS, *ODD]),
        st.integers(-(10**4), 10**4),
        st.floats(),
        st.dates(),
        st.text(max_size=12),
    )


def with_values(values: dict[Path_, Any]) -> str:
    """The example profile with other values."""
    document = tomlkit.parse(EXAMPLE.read_text("utf-8")).unwrap()
    for path, value in values.items():
        inner = document
        for part in path[:-1]:
            inner = inner.setdefault(part, {})
        inner[path[-1]] = value
    return tomlkit.dumps(document)


def ends_of(*paths: Path_) -> set[ExitCode]:
    return OF_A_NAME if ("plan", "protocol") in paths else ENDS


def begun(text: str) -> int:
    """The exit code of `init --from` a file of this text, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "told.toml").write_text(text, "utf-8")
        zone = dt.timezone(dt.timedelta(hours=1))
        environment = Environment(
            clock=lambda: dt.datetime.combine(TODAY, dt.time(18, 30), zone),
            today=TODAY,
            profile_file=folder / "data" / "profile.toml",
            data_dir=folder / "data",
            is_interactive=False,
            is_plain=False,
            has_colour=False,
            is_quiet=True,
            width=80,
        )
        return main(["init", "--from", str(folder / "told.toml")], environment)


def test_every_number_of_a_profile_has_a_range() -> None:
    """The year of birth has one too: the oldest that somebody can be, on the day."""
    assert {".".join(path) for path in NUMBERS} - {"profile.birth_year"} == set(RANGES)


@pytest.mark.parametrize("path", sorted(NUMBERS), ids=".".join)
def test_a_number_is_refused_just_outside_its_range_and_never_breaks_within(path: Path_) -> None:
    low, high = RANGES.get(".".join(path), (TODAY.year - 120, TODAY.year))
    is_whole = int in {KEYS[path], *get_args(KEYS[path])}
    step = 1 if is_whole else 0.001
    kind = int if is_whole else float

    def ends(value: float) -> int:
        text = with_values({**NEEDED.get(path[:-1], {}), path: kind(value)})
        is_year = path[-1] == "birth_year"  # which stands instead of the day
        return begun(text.replace("birth_date", "# birth_date") if is_year else text)

    assert {ends(low), ends(high)} <= ENDS
    assert {ends(low - step), ends(high + step), ends(-1)} == {ExitCode.BAD_FILE}


NEEDED: dict[Path_, dict[Path_, Any]] = {
    ("goal", "target"): {("goal", "target", "measure"): "nprs", ("goal", "target", "value"): 3}
}
"""What a table cannot do without."""


@pytest.mark.parametrize("path", sorted(KEYS), ids=".".join)
def test_no_edge_of_any_field_breaks_the_program(path: Path_) -> None:
    low, high = RANGES.get(".".join(path), (0, 100))
    for value in (low, high, *EDGES, *WORDS, *DAYS, *ODD):
        assert begun(with_values({path: value})) in ends_of(path), value


@settings(max_examples=settings().max_examples * 5)
@given(st.data())
def test_no_answers_together_break_the_program(data: st.DataObject) -> None:
    paths = data.draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=4, unique=True))
    values = {path: data.draw(anything(path), label=".".join(path)) for path in paths}

    assert begun(with_values(values)) in ends_of(*paths)
