"""The screen of `retroplan screen`: the verdict, then every answer with what follows from it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from retroplan.core.model.clearance import Clearance, Finding
from retroplan.core.model.evidence import Citation
from retroplan.core.model.vocabulary import Severity, Stage, Tier, Verdict
from retroplan.core.text import clean, day_words, listed
from retroplan.reports.screen import Screen, Style
from retroplan.usecases.screening import Screening

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CLEAR: "You can start. Nothing limits the plan.",
    Verdict.MODIFY: "You can start. The plan keeps to the limits below.",
    Verdict.REFER: "Not yet: a clinician's yes comes first. Your answers are kept.",
    Verdict.STOP: "Not now: something else comes first. Your answers are kept.",
}

_HEADINGS: Mapping[Severity, str] = {
    Severity.BLOCK: "This comes first",
    Severity.CLEAR: "This needs a clinician's yes",
    Severity.SUPPORT: "This asks for support",
    Severity.CAP: "This sets limits",
}

TIERS: Mapping[Tier, str] = {
    Tier.C: "the pace for who needs support (C)",
    Tier.B: "the general pace (B)",
    Tier.A: "the pace for active people (A)",
    Tier.A_PLUS: "the pace for trained athletes (A+)",
}


def screening_screen(screening: Screening, profile_file: Path) -> Screen:
    """The verdict, the findings by what they ask for, the limits they add up to, what to do next."""
    clearance = screening.clearance
    screen = Screen().title("Screening", right=day_words(screening.on))
    screen.gap().say(VERDICTS[clearance.verdict], indent=2)
    if screening.is_agreed:
        screen.say(f"A clinician's yes is recorded: {_agreement(screening)}.", indent=2)
    elif clearance.why_not_agreed:
        screen.say(clearance.why_not_agreed, indent=2)
    for remark in screening.remarks:
        screen.say(remark, indent=2)
    for severity, heading in _HEADINGS.items():
        findings = [finding for finding in clearance.findings if finding.severity is severity]
        if findings:
            screen.gap().say(heading, Style.STRONG, indent=2)
        for finding in findings:
            _say_finding(screen, finding, screening.sources)
    screen.gap().say("In all", Style.STRONG, indent=2)
    if clearance.withholds:
        screen.say("No plan for now.", indent=4)
    else:
        for line in limit_words(clearance):
            screen.say(line, indent=4)
    return _say_next(screen.gap(), clearance.verdict, screening.on, profile_file)


def limit_words(clearance: Clearance) -> list[str]:
    """The limits as sentences; the tier always, the others where they limit."""
    limits, agreed = clearance.limits, clearance.agreed
    is_off_treadmill = limits.highest_stage.rank < Stage.TREADMILL_RAILS.rank
    wanted = {
        "Something to hold and somebody beside you, in every session.": limits.tier is Tier.C,
        "Somebody beside you in every session.": limits.spotter_required
        and limits.tier is not Tier.C,
        "At home: no treadmill before a clinician agrees to it.": is_off_treadmill
        and not agreed.treadmill,
        "No treadmill.": is_off_treadmill and agreed.treadmill,
        "A treadmill only with both hands on the rails.": limits.highest_stage
        is Stage.TREADMILL_RAILS,
        "Nothing hands free.": not limits.hands_free and limits.tier is not Tier.C,
        "Indoors only.": not limits.outdoors,
        "Level ground only.": limits.level_only,
        "The first week off the treadmill.": limits.overground_first,
        "No heart-rate target: how hard it feels guides you.": not limits.heart_rate_target,
        f"How hard it feels: at most {limits.highest_rpe} of 10.": limits.highest_rpe < 10,
    }
    head = f"{TIERS[limits.tier]}."
    return [head[0].upper() + head[1:], *(line for line, holds in wanted.items() if holds)]


def source_words(finding: Finding, sources: Mapping[str, Citation]) -> str:
    """Where a rule comes from: its sources, its judgement, or both."""
    cited = listed([sources[key].short_name for key in finding.cites])
    return f"{cited or 'expert judgement'}. {finding.judgement}".strip()


def _agreement(screening: Screening) -> str:
    given = screening.profile.health.clearance
    day = f", {day_words(given.on)} {given.on.year}" if given.on else ""
    covers = (
        "" if given.covers is None else f", for {clean(listed(given.covers) or 'no condition')}"
    )
    return f"{clean(given.by)}{day}{covers}"


def _say_finding(screen: Screen, finding: Finding, sources: Mapping[str, Citation]) -> None:
    screen.say(clean(finding.sentence), indent=4)
    screen.say(f"because {clean(finding.answer)}", Style.QUIET, indent=6)
    if finding.lifted:
        screen.say("a clinician's yes is recorded", Style.QUIET, indent=6)
    if finding.ask and finding.severity.rank >= Severity.CLEAR.rank:
        screen.say(f"ask: {clean(finding.ask)}", indent=6)
    screen.say(f"source: {source_words(finding, sources)}", Style.QUIET, indent=6)


def _say_next(screen: Screen, verdict: Verdict, on: dt.date, profile_file: Path) -> Screen:
    if verdict is Verdict.REFER:
        screen.say("Show them: retroplan screen --for-clinician", indent=2)
        screen.say("When they agree, write it under [health] and run this again:", indent=2)
        screen.say(f'clearance = {{ given = true, by = "GP", on = {on} }}', indent=4)
    if verdict in {Verdict.REFER, Verdict.STOP}:
        return screen.say(f"Your profile: {clean(str(profile_file))}", Style.QUIET, indent=2)
    return screen.say(
        "A plan that is under way stays as it is. A new one: retroplan init", indent=2
    )
