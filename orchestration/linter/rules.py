"""The command `gongkai rules`, and the page `docs/rules.md`: every rule with what it means and what to do.

`python -m orchestration.linter.rules` writes the page (in `make docs`). A test compares it with the codebook.
"""

import sys
from collections.abc import Iterator

from rich.text import Text

from gongkai.codebook import Codebook, CodebookError, load_codebook
from gongkai.rules import Language, Rule, RuleFamily
from orchestration.linter.text import COLOURS, console_for
from orchestration.linter.words import Voice
from orchestration.settings import CODEBOOK, HOME

PAGE = HOME / "docs" / "rules.md"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
INTRODUCTION = """# Rules

Written by `make docs` from `codebook/editions/`, `codebook/yearly.yml` and `codebook/checks.yml`; edit those.
`gongkai rules RULE` prints the same for one rule. The verdicts are in `marts.fct_checks` (families *form* and *year*),
`marts.fct_comparisons` (family *comparison*, its column `kind`) and `marts.fct_report_checks` (family *report*).
In formulas `r3c1` is row 3, column 1 of the table on the form, and `r3..r7` are the rows from 3 to 7.
"""


def rules(rule: str | None, language: Language) -> int:
    """Print all rules, or explain one in both languages; returns 2 if there is no such rule."""
    try:
        codebook = load_codebook(CODEBOOK)
    except CodebookError as error:
        print(f"gongkai: the codebook cannot be used: {error}", file=sys.stderr)
        return 2
    voice, known = Voice(codebook, language), codebook.checks.all
    if rule is None:
        _list(codebook, voice)
    elif rule in known:
        for number, other in enumerate(LANGUAGES if language == "zh" else reversed(LANGUAGES)):
            _explain(known[rule], Voice(codebook, other), is_first=number == 0)
    else:
        print(f"gongkai: {voice.say('unknown_rule', rule=rule)}", file=sys.stderr)
        return 2
    return 0


def rules_page(codebook: Codebook) -> str:
    """The page as Markdown, in both languages."""
    return "\n".join([INTRODUCTION, *_page_lines(codebook)]) + "\n"


def formula_of(rule: Rule, voice: Voice) -> str:
    """The formula in the notation of the codebook, and what it runs over."""
    if rule.formula is None or rule.each is None:
        return rule.formula or ""
    if rule.each in ("column", "row"):
        return voice.say(f"by_{rule.each}", formula=rule.formula)
    return voice.say("by_member", formula=rule.formula, dimension=voice.dimension(rule.each))


def _list(codebook: Codebook, voice: Voice) -> None:
    console, known = console_for(), codebook.checks.all
    widest = max(map(len, known))
    for family, own in _by_family(codebook):
        console.print(Text(voice.label(family), style="bold"), soft_wrap=True)
        for rule in own:
            severity = voice.say(rule.severity)
            line = Text.assemble(f"  {rule.rule:<{widest}}  ", (severity, COLOURS[rule.severity]), "  ")
            console.print(line.append(voice.words(rule.label)), soft_wrap=True)
        console.print()
    print(voice.say("rules_footer", count=len(known), rule=next(iter(known))))


def _explain(rule: Rule, voice: Voice, *, is_first: bool) -> None:
    console = console_for()
    if not is_first:
        console.print()
    heading = Text.assemble((f"{rule.rule} ", COLOURS[rule.severity]), (voice.words(rule.label), "bold"))
    console.print(heading, soft_wrap=True)
    for word, text in _explanation(rule, voice):
        console.print(Text.assemble(f"  {voice.say(word)}{voice.say('colon')}", text), soft_wrap=True)


def _explanation(rule: Rule, voice: Voice) -> Iterator[tuple[str, str]]:
    yield "family", voice.label(rule.family)
    yield "severity", voice.say(rule.severity)
    if rule.formula:
        yield "formula", formula_of(rule, voice)
    yield "why", voice.words(rule.why)
    yield "look", voice.words(rule.mend)
    if rule.exceptions:
        yield "exceptions", voice.words(rule.exceptions)


def _by_family(codebook: Codebook) -> Iterator[tuple[RuleFamily, list[Rule]]]:
    for family in codebook.checks.families.values():
        yield family, [rule for rule in codebook.checks.all.values() if rule.family == family]


def _page_lines(codebook: Codebook) -> Iterator[str]:
    chinese, english = Voice(codebook, "zh"), Voice(codebook, "en")
    for family, own in _by_family(codebook):
        yield f"## {family.label_en} · {family.label_zh}\n"
        if family.why_en:
            yield f"{family.why_en} {family.mend_en}\n\n{family.why_zh}{family.mend_zh}\n"
        for rule in own:
            yield f"### `{rule.rule}`\n"
            yield f"{english.words(rule.label)} · {chinese.words(rule.label)} ({rule.severity})\n"
            if rule.formula:
                yield f"`{rule.formula}`{formula_of(rule, english).removeprefix(rule.formula)}\n"
            for voice in (english, chinese):
                if words := _page_words(rule, voice):
                    yield f"{words}\n"


def _page_words(rule: Rule, voice: Voice) -> str:
    """What the family does not say already."""
    words = [] if rule.formula else [voice.words(rule.why), voice.words(rule.mend)]
    if rule.exceptions:
        words.append(f"{voice.say('exceptions')}{voice.say('colon')}{voice.words(rule.exceptions)}")
    return (" " if voice.language == "en" else "").join(words)


def main() -> None:
    """Write the page."""
    PAGE.write_text(rules_page(load_codebook(CODEBOOK)), encoding="utf-8")


if __name__ == "__main__":
    main()
