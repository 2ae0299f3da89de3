"""What a person declares: from a file, from answers, or from both, as one checked profile."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from retroplan.core.codec import decode, encode
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.text import listed
from retroplan.errors import BadFile, UsageProblem

Values = Mapping[str, object]
"""Values of a profile by their dotted key, such as `equipment.treadmill.rails`; None is "not known"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A checked profile, and the text of its file."""

    profile: Profile
    text: str
    name: str
    """What the person calls the file that they would change: `stroke.toml`."""
    says_injuries: bool = False
    """How many falls hurt was typed just now, and not only found in a file."""


def declared_in(path: Path, *, name: str, evidence: Evidence, today: dt.date) -> Declaration:
    """The profile in a file, with its text as it is.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no profile.
    """
    from retroplan.profile_file.read import parse_profile, read_text

    text = read_text(path)
    profile = parse_profile(text, name=name, evidence=evidence, on=today)
    return Declaration(profile=profile, text=text, name=name)


def declared(
    values: Values, *, base: Declaration | None, name: str, evidence: Evidence, today: dt.date
) -> Declaration:
    """The profile that values make, over what a file says already; its comments are kept.

    Raises:
        UsageProblem: values that cannot be, or cannot be true together.
    """
    from retroplan.profile_file.read import parse_profile
    from retroplan.profile_file.write import edited_profile_text, new_profile_text

    known = {} if base is None else flattened(base.profile)
    wanted = profile_of({**known, **values})
    if base is None:
        text = new_profile_text(wanted)
    else:
        changes = _changes(base.profile, wanted)
        text = edited_profile_text(base.text, changes) if changes else base.text
    try:
        profile = parse_profile(text, name=name, evidence=evidence, on=today)
    except BadFile as bad:
        said = [problem.partition(": ")[2] or problem for problem in bad.problems]
        raise UsageProblem(f"these answers cannot be kept: {listed(said)}") from None
    return Declaration(profile=profile, text=text, name=name)


def flattened(profile: Profile) -> dict[str, object]:
    """What a profile says, by dotted key; what is not known is left out."""
    return dict(_leaves("", encode(profile)))


def _leaves(prefix: str, values: Mapping[str, object]) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found += _leaves(f"{key}.", value)
        elif value is not None:
            found.append((key, tuple(value) if isinstance(value, list) else value))
    return found


def profile_of(values: Values) -> Profile:
    """The profile of dotted values.

    Raises:
        UsageProblem: the goal is not said.
    """
    nested: dict[str, object] = {"profile": {}}
    for path, value in values.items():
        if value is None:
            continue
        inner = nested
        *sections, key = path.split(".")
        for section in sections:
            inner = inner.setdefault(section, {})  # type: ignore[assignment]  # dicts all the way
        inner[key] = value
    if "goal" not in nested:
        raise UsageProblem("a plan needs a goal", hint="say which: --goal knee-pain, say")
    return decode(Profile, nested)


def _changes(before: Profile, after: Profile) -> dict[str, object]:
    """The keys that differ, as `section.key`; tables inside a section as a whole."""
    return {
        f"{section.name}.{field.name}": new
        for section in fields(Profile)
        for field in fields(getattr(after, section.name))
        if (new := getattr(getattr(after, section.name), field.name))
        != getattr(getattr(before, section.name), field.name)
    }


def ranges_of(evidence: Evidence) -> dict[str, tuple[float, float]]:
    """Lowest and highest of every number that a profile may hold, by dotted key."""
    from retroplan.profile_file.values import ranges

    return {
        ".".join(str(part) for part in path): (low, high)
        for path, (low, high, _) in ranges(evidence.bounds).items()
    }


def local_zone() -> str:
    """The name of this machine's time zone, such as Europe/Berlin; empty where it cannot be told."""
    import warnings

    try:
        from tzlocal import get_localzone_name

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(get_localzone_name() or "")
    except Exception:  # noqa: BLE001  # a zone is a nicety; whatever its finder trips over, go on
        return ""
