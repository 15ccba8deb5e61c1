"""The reader against the hand-made answer key, where it is at hand: `make score`.

Prints what the scorer prints, and the share of numbers that neither became a figure nor is explained.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def main(reports: Path) -> None:
    """Read the reports in a folder, score them with the tool beside it, and count the leftovers."""
    files = sorted(map(str, reports.glob("*.txt")))
    read = [sys.executable, "-m", "orchestration.cli", "read", "--format", "jsonl", "--leftovers", *files]
    lines = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    observations = Path("data") / "observations.jsonl"
    observations.parent.mkdir(exist_ok=True)
    observations.write_text(lines, encoding="utf-8")
    tools, answers = reports.parent / "tools" / "score.py", reports.parent / "answers" / "reports.jsonl"
    subprocess.run([sys.executable, str(tools), str(answers), str(observations)], check=True)
    _print_leftovers([json.loads(line) for line in lines.splitlines()])


def _print_leftovers(found: list[dict[str, object]]) -> None:
    figures = sum(each.get("value_status") == "reported" for each in found)
    numbers_in_digits = [each for each in found if not str(each.get("number_class", "_in_words")).endswith("_in_words")]
    classes = Counter(str(each["number_class"]) for each in numbers_in_digits)
    numbers = figures + sum(classes.values())
    print(f"numbers={numbers} figures={figures} unexplained={classes['unexplained']}", end=" ")
    print(f"({classes['unexplained'] / numbers:.1%} of all numbers)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
