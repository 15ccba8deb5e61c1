"""Findings for a person at a terminal: the line, a mark under the figure, the formula, what to do.

Belongs here: layout and colours. Does not: words (`words.py`), or what is found (`findings.py`).
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gongkai.checks import Result
from gongkai.checks.arithmetic import plain_number
from gongkai.records import ReportHeader
from gongkai.vocabulary import Severity
from orchestration.inert import inert
from orchestration.linter.files import NotChecked
from orchestration.linter.findings import SEVERITIES, Finding, Spot
from orchestration.linter.snippets import Snippet, snippet
from orchestration.linter.words import Voice

WIDTH = 100  # columns where no terminal says how wide it is, and the most that are pleasant to read
COLOURS = {"error": "bold red", "warning": "bold yellow", "information": "bold cyan"}
FRAME = "blue"
NOUGHT = re.compile(r" [+−] 0(?= )")
LEADING_NOUGHT = re.compile(r"^0 \+ ")


class Checked(NamedTuple):
    """A report with everything that was found; `results` are all verdicts, `findings` those to be shown."""

    file: str
    part: int
    header: ReportHeader
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]


def console_for(stream: object = None) -> Console:
    """A console without colours where there is no terminal or NO_COLOR is set."""
    console = Console(file=stream or sys.stdout, highlight=False, markup=False, emoji=False)  # type: ignore[arg-type]
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


class Printer:
    """Prints findings in the manner of rustc."""

    def __init__(self, console: Console, voice: Voice, *, verbose: bool = False) -> None:
        self._console = console
        self._voice = voice
        self._verbose = verbose
        self._explained: set[str] = set()  # rules of which it was said in this report what to do
        self._shown: set[str] = set()  # suggestions

    def report(self, checked: Checked) -> None:
        """The findings of a report; one line if there are none."""
        self._explained.clear()
        if not checked.findings:
            clean = self._voice.say("clean")
            self._print(Text.assemble(("✓ ", "green"), inert(checked.file), self._voice.say("colon"), clean))
        more: Counter[str] = Counter()  # remarks of which one is shown
        for finding in checked.findings:
            rule, is_remark = finding.result.rule, finding.result.severity == "information"
            if is_remark and rule in more and not self._verbose:
                more[rule] += 1
                continue
            more[rule] += 0
            self._finding(checked, finding)
        for rule, count in more.items():
            if count:
                self._print(Text(self._voice.say("more", count=count, rule=rule), style="dim"))
        if sum(more.values()):
            self._console.print()

    def not_checked(self, found: NotChecked) -> None:
        """A file that was given and holds no report."""
        words = Text.assemble((self._voice.say("not_checked"), "bold yellow"), " ", inert(found.file))
        self._print(words.append(self._voice.say("colon")).append(inert(found.reason)))

    def summary(self, reports: Sequence[Checked], not_checked: Sequence[NotChecked]) -> None:
        """What it comes to, in a line or two."""
        if reports:
            counts = _counts([finding for report in reports for finding in report.findings])
            found = self._voice.say("comma").join(
                self._voice.say("count", count=count, kind=self._voice.say(kind)) for kind, count in counts if count
            )
            words = self._voice.say("checked", count=len(reports), found=found or self._voice.say("clean"))
            colour = next((COLOURS[kind] for kind, count in counts if count), "bold green")
            self._print(Text(words, style=colour))
            self._print(Text(self._also(reports), style="dim"))
        if not_checked:
            self._print(Text(self._voice.say("files_not_checked", count=len(not_checked)), style="bold yellow"))

    def _also(self, reports: Sequence[Checked]) -> str:
        """What else was put to the reports."""
        statuses = Counter(result.status for report in reports for result in report.results)
        counts = {
            "also": statuses["pass"],
            "blanks": statuses["pass_if_blank_is_zero"],
            "open": statuses["not_assessable"],
        }
        said = [self._voice.say(words, count=count) for words, count in counts.items() if count]
        return self._voice.say("sentence", said=self._voice.say("semicolon").join(said)) if said else ""

    def _finding(self, checked: Checked, finding: Finding) -> None:
        severity, rule = finding.result.severity, finding.result.rule
        is_broken = finding.result.status == "fail"
        kind, colour = (severity, COLOURS[severity]) if is_broken else ("undecided", "bold dim")
        self._print(Text.assemble((f"{self._voice.say(kind)}[{rule}]", colour), " ", (inert(finding.message), "bold")))
        again = self._again(finding)
        spots = () if again else finding.spots
        lines = [str(spot.place.line) for spot in spots if spot.place.line]
        gutter = max([len(line) for line in lines], default=1)
        if not spots and not again:
            self._where(checked, None, gutter, is_first=True)
        self._places(checked, spots, gutter, colour)
        self._formula(finding.result, gutter)
        for advice in (self._voice.say("same_cell"),) if again else self._advice(finding):
            self._note("look", advice, gutter)
        self._console.print()

    def _places(self, checked: Checked, spots: Sequence[Spot], gutter: int, colour: str) -> None:
        """The lines with their marks; a line that is printed whole is printed once for several marks."""
        last: tuple[object, ...] = ()
        for number, spot in enumerate(spots):
            shown = snippet(spot.document.text, spot.start, spot.end, self._console.width - gutter - 3)
            line = (spot.document.document_id, spot.place._replace(column=None, cell=None), shown.line)
            if line != last:
                self._where(checked, spot, gutter, is_first=number == 0)
                self._print(Text.assemble((f"{spot.place.line or '':>{gutter}} | ", FRAME), shown.line))
            last = line
            self._mark(shown, inert(spot.label), gutter, colour if number == 0 else FRAME)

    def _again(self, finding: Finding) -> bool:
        """Whether the cell that may be wrong has been shown, because another rule breaks by it."""
        shown = {each.suggestion_id for each in finding.suggestions} <= self._shown
        self._shown |= {each.suggestion_id for each in finding.suggestions}
        return bool(finding.suggestions) and shown

    def _where(self, checked: Checked, spot: Spot | None, gutter: int, *, is_first: bool) -> None:
        name = inert(spot.document.file_name if spot else checked.file)
        if spot and spot.place.line and spot.document.format == "text":
            name = f"{name}:{spot.place.line}:{spot.place.column}"
        elif spot:
            name = f"{name} {self._voice.place(spot.place, spot.document.format)}"
        elif checked.part > 1:
            name = f"{name} {self._voice.say('part', part=checked.part)}"
        self._print(Text.assemble((" " * gutter + ("--> " if is_first else "::: "), FRAME), name))

    def _mark(self, shown: Snippet, label: str, gutter: int, colour: str) -> None:
        """The mark under a line, and what it marks beside it or, if there is no room, below."""
        mark, frame = Text(" " * shown.before + "^" * shown.width, colour), (" " * gutter + " | ", FRAME)
        room = self._console.width - gutter - 3 - cell_len(label)
        if shown.before + shown.width < room:
            self._print(Text.assemble(frame, mark, (f" {label}" if label else "", colour)))
            return
        self._print(Text.assemble(frame, mark))
        self._print(Text.assemble(frame, (" " * max(0, min(shown.before, room)) + label, colour)))

    def _formula(self, result: Result, gutter: int) -> None:
        """The formula with the figures in it, and by how much it is off."""
        if result.formula is None or result.family == "comparison":
            return
        voice, formula = self._voice, without_noughts(result.formula)
        said = [formula]
        if result.status == "fail" and result.difference:
            said.append(voice.say("difference", difference=plain_number(abs(result.difference))))
        left_out = voice.say("noughts") if formula != result.formula else ""
        self._note("formula", f"{voice.say('comma').join(said)}{left_out}", gutter)

    def _advice(self, finding: Finding) -> list[str]:
        """What may mend it; without a suggestion, at the first finding of a rule, what is to be done."""
        result = finding.result
        if finding.advice:
            return list(finding.advice)
        if result.status != "fail":
            return self._once("fill_in", self._voice.say("fill_in")) if result.status == "pass_if_blank_is_zero" else []
        return self._once(result.rule, self._voice.words(finding.rule.mend))

    def _once(self, name: str, advice: str) -> list[str]:
        is_known = name in self._explained
        self._explained.add(name)
        return [] if is_known else [advice]

    def _note(self, word: str, text: str, gutter: int) -> None:
        head = f"{self._voice.say(word)}{self._voice.say('colon')}"
        indent = gutter + 3 + cell_len(head)
        line = Text(inert(text), overflow="fold")
        for number, piece in enumerate(line.wrap(self._console, self._console.width - indent)):
            start = Text.assemble((" " * gutter + " = ", FRAME), (head, "bold")) if number == 0 else Text(" " * indent)
            piece.rstrip()
            self._print(start.append_text(piece))

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def without_noughts(formula: str) -> str:
    """A formula of many terms without those that add nothing; a short one as it is.

    >>> without_noughts("0 + 91 + 3 + 0 + 0 + 1 = 95 ≠ 94")
    '91 + 3 + 1 = 95 ≠ 94'
    """
    if formula.count(" + ") < 5:
        return formula
    return LEADING_NOUGHT.sub("", NOUGHT.sub("", formula))


def _counts(findings: Sequence[Finding]) -> list[tuple[Severity, int]]:
    broken = Counter(finding.result.severity for finding in findings if finding.result.status == "fail")
    return [(severity, broken[severity]) for severity in SEVERITIES]
