"""Write `docs/measures.md` from the codebook: every measure, what it counts, which forms print it.

`python -m orchestration.measures_page` (in `make docs`). A test compares the page with the codebook.
"""

from collections.abc import Iterator
from pathlib import Path

from gongkai.codebook import Codebook, load_codebook
from gongkai.reference import reference_rows
from gongkai.vocabulary import Measure
from orchestration.settings import HOME

PAGE = HOME / "docs" / "measures.md"
FACTS = {
    "disclosures": "What was made public, interpreted and answered in public (`fct_disclosures`)",
    "requests": "Requests for information and their fees (`fct_requests`)",
    "reviews": "Reviews, lawsuits and complaints (`fct_reviews`)",
    "staffing": "Organisation, staff, training and funds (`fct_staffing`)",
}
INTRODUCTION = """# Measures

Written by `make docs` from `codebook/measures.yml`; edit that.

*Printed by* names the forms whose tables print the measure; measures without one are stated in prose only.
*Across editions*, the worst grade of `codebook/crosswalk.yml`: `same` compares, `approximate` compares with care,
`break` does not, or stands on no form.
"""


def measures_page(codebook: Codebook) -> str:
    """The page as Markdown."""
    return "\n".join([INTRODUCTION, *_lines(codebook)]) + "\n"


def _lines(codebook: Codebook) -> Iterator[str]:
    printed = _printed_by(codebook)
    for fact, heading in FACTS.items():
        yield f"## {heading}\n"
        yield "| measure | 名称 | what it counts | unit | printed by | across editions |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for measure in codebook.measures.values():
            if measure.fact == fact:
                yield _row(measure, printed.get(measure.code, ""), codebook.crosswalk.worst_grade(measure.code))
        yield ""


def _row(measure: Measure, forms: str, grade: str) -> str:
    compares = f"{grade}: {measure.comparability_note}".rstrip(": ")
    cells = (f"`{measure.code}`", measure.label_zh, measure.definition_en, measure.unit, forms, compares)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _printed_by(codebook: Codebook) -> dict[str, str]:
    forms: dict[str, list[str]] = {}
    for line in reference_rows(codebook)["lines"]:
        known = forms.setdefault(line["measure_code"], [])
        if line["table_id"] not in known:
            known.append(line["table_id"])
    return {code: ", ".join(tables) for code, tables in forms.items() if code}


def main() -> None:
    """Write the page."""
    PAGE.write_text(measures_page(load_codebook(Path(HOME) / "codebook")), encoding="utf-8")


if __name__ == "__main__":
    main()
