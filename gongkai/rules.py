"""Every rule that a report is held to, whatever file it stands in, with the words that explain it.

Belongs here: the entries of `codebook/checks.yml` and the list of all rules. Does not: verdicts (`checks/`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from gongkai.records import Scope, SlipRule
from gongkai.vocabulary import Edition, Entry, Identity, Severity, YearlyCheck

Family = Literal["form", "comparison", "report", "year", "bodies"]
Language = Literal["zh", "en"]


class Words(Entry, frozen=True):
    """The same in both languages; names in braces are filled in. `en_one` is said where `count` is 1.

    >>> files = Words(zh="{count} 个文件", en="{count} files", en_one="{count} file")
    >>> files.in_language("en", count=1), files.in_language("en", count=2), files.in_language("zh", count=1)
    ('1 file', '2 files', '1 个文件')
    """

    zh: str
    en: str
    en_one: str = ""

    def in_language(self, language: Language, **fields: object) -> str:
        """The words in one language, filled in."""
        english = self.en_one if self.en_one and fields.get("count") == 1 else self.en
        return (self.zh if language == "zh" else english).format(**fields)


class CheckedScope(Entry, frozen=True):
    """Whom a figure counts, and the scopes it lies within."""

    scope: Scope
    label_zh: str
    label_en: str
    within: tuple[Scope, ...] = ()


class RuleFamily(Entry, frozen=True):
    """A kind of rule; of formulas, also what is said about every one of them."""

    family: Family
    label_zh: str
    label_en: str
    message_zh: str = ""
    message_en: str = ""
    why_zh: str = ""
    why_en: str = ""
    mend_zh: str = ""
    mend_en: str = ""


class CheckRule(Entry, frozen=True):
    """A rule that is no formula. `least`, `powers` and `tolerance` are its thresholds, `measures` what it is about."""

    rule: str
    family: Family
    severity: Severity
    label_zh: str
    label_en: str
    message_zh: str
    message_en: str
    why_zh: str
    why_en: str
    mend_zh: str
    mend_en: str
    least: int = 0
    powers: tuple[int, ...] = ()
    tolerance: Decimal = Decimal(0)
    measures: tuple[str, ...] = ()


class CheckEntries(Entry, frozen=True):
    """The file `checks.yml`."""

    scopes: tuple[CheckedScope, ...]
    families: tuple[RuleFamily, ...]
    rules: tuple[CheckRule, ...]
    slips: dict[SlipRule, Words]
    words: dict[str, Words]


class Rule(Entry, frozen=True):
    """A rule as it is shown to people; `formula` in the short notation if it is one."""

    rule: str
    family: RuleFamily
    severity: Severity
    label: Words
    message: Words
    why: Words
    mend: Words
    formula: str | None = None
    each: str | None = None  # the formula is put to each column, row, or member of this dimension
    exceptions: Words | None = None
    edition: str | None = None


class Checks:
    """What `checks.yml` says, by name, and all rules with those of the forms and of two years."""

    def __init__(self, entries: CheckEntries, editions: Iterable[Edition], yearly: Iterable[YearlyCheck]) -> None:
        self.scopes = {each.scope: each for each in entries.scopes}
        self.wider_scopes: Mapping[str, tuple[Scope, ...]] = {each.scope: each.within for each in entries.scopes}
        self.rules = {rule.rule: rule for rule in entries.rules}
        self.slips = entries.slips
        self.words = entries.words
        self.families = {family.family: family for family in entries.families}
        self.all = {rule.rule: rule for rule in self._all(editions, yearly)}

    def _all(self, editions: Iterable[Edition], yearly: Iterable[YearlyCheck]) -> Iterator[Rule]:
        for edition in reversed(tuple(editions)):
            for table in edition.tables:
                for identity in table.identities:
                    yield self._formula(identity, "form", edition.edition)
        for rule in self.rules.values():
            yield Rule(
                rule=rule.rule,
                family=self.families[rule.family],
                severity=rule.severity,
                label=Words(zh=rule.label_zh, en=rule.label_en),
                message=Words(zh=rule.message_zh, en=rule.message_en),
                why=Words(zh=rule.why_zh, en=rule.why_en),
                mend=Words(zh=rule.mend_zh, en=rule.mend_en),
            )
        for check in yearly:
            yield self._formula(check, "year", None)

    def _formula(self, check: Identity | YearlyCheck, name: Family, edition: str | None) -> Rule:
        family = self.families[name]
        return Rule(
            rule=check.check,
            family=family,
            severity=check.severity,
            label=Words(zh=check.label_zh, en=check.label_en),
            message=Words(zh=family.message_zh, en=family.message_en),
            why=Words(zh=family.why_zh, en=family.why_en),
            mend=Words(zh=family.mend_zh, en=family.mend_en),
            formula=check.formula,
            each=check.each,
            exceptions=Words(zh=check.exceptions_zh, en=check.exceptions_en) if check.exceptions_en else None,
            edition=edition,
        )


def dangling_checks(entries: CheckEntries, formulas: Iterable[Identity | YearlyCheck]) -> Iterator[str]:
    """A message for every family that is missing or not known, and for every rule whose name another has."""
    families = {family.family for family in entries.families}
    yield from (f"checks.yml: field families: no {name}" for name in get_args(Family) if name not in families)
    names = {formula.check for formula in formulas}
    for rule in entries.rules:
        if rule.rule in names:
            yield f"checks.yml: entry {rule.rule}: field rule occurs twice"
        names.add(rule.rule)


def rule_row(rule: CheckRule) -> dict[str, Any]:
    """A row of `reference.check_rules`."""
    return {
        "check_id": rule.rule,
        "family": rule.family,
        "severity": rule.severity,
        "label_zh": rule.label_zh,
        "label_en": rule.label_en,
        "least": rule.least,
        "powers": json.dumps(rule.powers),
        "tolerance": rule.tolerance,
        "measures": json.dumps(rule.measures),
    }


def scope_rows(checks: Checks) -> Iterator[dict[str, Any]]:
    """The rows of `reference.wider_scopes`."""
    for scope, within in checks.wider_scopes.items():
        yield from ({"scope": scope, "wider_scope": wider} for wider in within)
