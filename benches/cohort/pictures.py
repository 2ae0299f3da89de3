"""Pictures of the results: plain SVG, the same bytes for the same numbers.

Lines differ in dash and bars in hatching, so that they can be told apart without colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from benches.cohort.policies import PolicyName

WIDTH = 760
INK, PALE, PAPER = "#222222", "#d9d9d9", "#ffffff"
COLOURS = {
    PolicyName.RETROPLAN: "#0b5394",
    PolicyName.UNCHANGED: "#6fa8dc",
    PolicyName.TABLE: "#b45309",
    PolicyName.TEN_PER_CENT: "#7a7a7a",
}
DASHES = {
    PolicyName.RETROPLAN: "",
    PolicyName.UNCHANGED: "9 4",
    PolicyName.TABLE: "3 3",
    PolicyName.TEN_PER_CENT: "12 3 3 3",
}
HATCHES = {
    PolicyName.RETROPLAN: "",
    PolicyName.UNCHANGED: "M0 6 L6 0",
    PolicyName.TABLE: "M0 3 L6 3",
    PolicyName.TEN_PER_CENT: "M3 0 L3 6",
}


@dataclass(slots=True)
class Sheet:
    """An SVG being drawn."""

    height: float
    title: str
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, **how: str | float) -> None:
        """Words; `anchor`, `size`, `weight` and `fill` may be named."""
        anchor, size = how.get("anchor", "start"), how.get("size", 13)
        weight, fill = how.get("weight", "normal"), how.get("fill", INK)
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
            f'font-weight="{weight}" fill="{fill}">{escape(words)}</text>'
        )

    def line(self, points: Sequence[tuple[float, float]], colour: str, *, width: float = 1,
             dash: str = "") -> None:  # fmt: skip
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="{width:g}"{dashed}/>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str,
            *, stroke: str = "none") -> None:  # fmt: skip
        """A filled rectangle."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{fill}" stroke="{stroke}"/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str, *, stroke: str = INK) -> None:
        """A circle."""
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{stroke}"/>'
        )

    def svg(self) -> str:
        """The whole file."""
        patterns = "".join(_pattern(name) for name in PolicyName)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height:g}" '
            f'width="{WIDTH}" height="{self.height:g}" role="img" aria-label="{escape(self.title)}" '
            'font-family="DejaVu Sans, Verdana, sans-serif">\n'
            f"<title>{escape(self.title)}</title>\n<defs>{patterns}</defs>\n"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )


def _pattern(name: PolicyName) -> str:
    hatch = HATCHES[name]
    lines = f'<path d="{hatch}" stroke="{PAPER}" stroke-width="1.5"/>' if hatch else ""
    return (
        f'<pattern id="{_id(name)}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{COLOURS[name]}"/>{lines}</pattern>'
    )


def _id(name: PolicyName) -> str:
    return f"p{list(PolicyName).index(name)}"


# -- over the weeks -------------------------------------------------------------------------------


def weeks_picture(
    title: str, panels: Sequence[tuple[str, Mapping[PolicyName, Sequence[float]]]], unit: str
) -> str:
    """A panel for each kind of walker: one line a policy over the weeks."""
    panel_height, top = 210.0, 92.0
    sheet = Sheet(top + panel_height * len(panels) + 10, title)
    _heading(sheet, title)
    highest = _nice(max(max(line) for _, lines in panels for line in lines.values()))
    for number, (name, lines) in enumerate(panels):
        _panel(sheet, top + number * panel_height, name, lines, highest, unit)
    return sheet.svg()


def _panel(
    sheet: Sheet, top: float, name: str, lines: Mapping[PolicyName, Sequence[float]], highest: float,
    unit: str,
) -> None:  # fmt: skip
    left, right, height = 60.0, WIDTH - 20.0, 140.0
    base = top + 24 + height
    sheet.text(left, top + 12, f"{name} ({unit})", weight="bold")
    for step in range(5):
        value = highest * step / 4
        y = base - height * step / 4
        sheet.line([(left, y), (right, y)], PALE)
        sheet.text(left - 8, y + 4, f"{value:g}", anchor="end", size=11)
    weeks = len(next(iter(lines.values())))
    xs = [left + (right - left) * (week + 0.5) / weeks for week in range(weeks)]
    for week, x in enumerate(xs, 1):
        sheet.text(
            x, base + 16, f"week {week}" if week == 1 else f"{week}", anchor="middle", size=11
        )
    for policy, values in lines.items():
        points = [
            (x, base - height * value / highest) for x, value in zip(xs, values, strict=True)
        ]
        width = 2.8 if policy is PolicyName.RETROPLAN else 2
        sheet.line(points, COLOURS[policy], width=width, dash=DASHES[policy])


def _heading(sheet: Sheet, title: str) -> None:
    sheet.text(20, 28, title, size=16, weight="bold")
    x = 20.0
    for policy in PolicyName:
        width = 2.8 if policy is PolicyName.RETROPLAN else 2
        sheet.line([(x, 54), (x + 40, 54)], COLOURS[policy], width=width, dash=DASHES[policy])
        sheet.text(x + 48, 58, policy.value)
        x += 180


def _nice(value: float) -> float:
    """A round number at or above a value that four steps divide well."""
    steps = (4, 8, 12, 16, 20, 24, 32, 40, 48, 60, 80, 100, 120, 160, 200)
    return next((step for step in steps if step >= value), value)


# -- by kind of walker ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    value: float
    half: float
    """Of its 95 % interval."""


def bars_picture(
    title: str, unit: str, groups: Sequence[tuple[str, dict[PolicyName, Bar]]]
) -> str:
    """A group of bars for each kind of walker, one bar a policy, with its interval."""
    each, gap, top, left, right = 17.0, 18.0, 86.0, 200.0, WIDTH - 60.0
    group_height = each * len(PolicyName) + gap
    sheet = Sheet(top + group_height * len(groups) + 40, title)
    sheet.text(20, 28, title, size=16, weight="bold")
    x = 20.0
    for policy in PolicyName:
        sheet.box(x, 46, 26, 13, f"url(#{_id(policy)})", stroke=INK)
        sheet.text(x + 34, 57, policy.value)
        x += 180
    highest = _nice(max(bar.value + bar.half for _, bars in groups for bar in bars.values()))
    base = top + group_height * len(groups) - gap / 2
    for step in range(5):
        x = left + (right - left) * step / 4
        sheet.line([(x, top - 8), (x, base)], PALE)
        sheet.text(x, base + 18, f"{highest * step / 4:g}{unit}", anchor="middle", size=11)
    for number, (name, bars) in enumerate(groups):
        y = top + number * group_height
        sheet.text(left - 12, y + each * len(PolicyName) / 2 + 4, name, anchor="end")
        for policy, bar in bars.items():
            _bar(sheet, left, y, (right - left) / highest, policy, bar, each)
            y += each
    return sheet.svg()


def _bar(
    sheet: Sheet, left: float, y: float, scale: float, policy: PolicyName, bar: Bar, each: float
) -> None:
    end, middle = left + bar.value * scale, y + each / 2 - 1
    sheet.box(left, y, bar.value * scale, each - 3, f"url(#{_id(policy)})", stroke=INK)
    low, high = max(left, end - bar.half * scale), end + bar.half * scale
    sheet.line([(low, middle), (min(high, end), middle)], PAPER, width=4)  # seen on a dark bar
    sheet.line([(low, middle), (high, middle)], INK, width=1.4)
    sheet.line([(high, middle - 4), (high, middle + 4)], INK, width=1.4)
    sheet.text(high + 6, middle + 4, f"{bar.value:.1f}", size=11)
