"""What happens to a text on its way through web sites: changes that must not change what is read.

Each takes a marked text (see `marks.py`) and dice. Script and wording are exchanged by tables of the
language, made with OpenCC and not with the reader's own.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache

from tests.generator.frames import FRAMES
from tests.generator.marks import CLOSING, MARKS
from tests.generator.words import LANGUAGE

LINES_PER_PAGE = 40
PROSE_LINE = 60  # so many characters make a line prose, which is wrapped
Noise = Callable[[str, random.Random], str]

CHARACTER, MARK = "[\u4e00-\u9fff]", MARKS.pattern
SPACED = re.compile(rf"(?<={CHARACTER})({MARK}*)(\d+(?:\.\d+)?)({CLOSING}*)(?={CHARACTER})")
BROKEN = re.compile(rf"(?<={CHARACTER}{MARK})(\d+)(\d)(?={CLOSING}[条件次人])")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
PINYIN = {"公": "gōng", "关": "guān", "机": "jī", "办": "bàn", "务": "wù", "开": "kāi", "民": "mín", "请": "qǐng"}
RADICALS = str.maketrans("人一日月文工大小方行用生目立自至民长门见", "⼈⼀⽇⽉⽂⼯⼤⼩⽅⾏⽤⽣⽬⽴⾃⾄⺠⻓⻔⻅")
HALF_WIDTH = str.maketrans("，；：（）", ",;:()")


@cache
def _table(name: str) -> dict[str, str]:
    lines = (LANGUAGE / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def _traditional(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans(_table("traditional.tsv")))


def _taiwan(text: str, dice: random.Random) -> str:
    """Traditional script with the wording of Taiwan, as encyclopaedias there print it."""
    return _traditional(_taiwan_wording(text, dice), dice)


def _taiwan_wording(text: str, _: random.Random) -> str:
    """The same wording converted back to simplified script."""
    for words, regional in _table("taiwan.tsv").items():
        text = text.replace(words, regional)
    return text


def _half_converted(text: str, dice: random.Random) -> str:
    """A few characters left Traditional by a poor conversion."""
    table = _table("traditional.tsv")
    left = set(dice.sample(sorted(table), 60))
    return text.translate(str.maketrans({simplified: table[simplified] for simplified in left}))


def _full_width(text: str, _: random.Random) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def _half_width_signs(text: str, _: random.Random) -> str:
    return text.translate(HALF_WIDTH)


def _windows_and_hard_spaces(text: str, _: random.Random) -> str:
    return text.replace("\n", "\r\n").replace(" ", "\u00a0")


def _indented(text: str, _: random.Random) -> str:
    return "\n".join(f"\u3000\u3000{line}" for line in text.split("\n"))


def _page_numbers(text: str, dice: random.Random) -> str:
    form = dice.choice(("- {} -", "—{}—", "第{}页", "{}"))
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(line)
        if number % LINES_PER_PAGE == 0:
            lines.append(form.format(number // LINES_PER_PAGE))
    return "\n".join(lines)


def _pinyin(text: str, dice: random.Random) -> str:
    """Pinyin in brackets behind a character, as some mirrors inject it."""
    return re.sub(
        f"[{''.join(PINYIN)}]", lambda found: found[0] + (f"({PINYIN[found[0]]})" * (dice.random() < 0.25)), text
    )


def _plain_pinyin(text: str, dice: random.Random) -> str:
    """The same without tones."""
    return unicodedata.normalize("NFD", _pinyin(text, dice)).translate(dict.fromkeys(range(0x300, 0x310)))


def _radicals(text: str, _: random.Random) -> str:
    """Radicals in place of characters, as PDF files give them."""
    return text.translate(RADICALS)


def _watermarks(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    watermark = dice.choice(FRAMES["watermarks"])
    for _ in range(dice.randint(2, 5)):
        lines.insert(dice.randint(1, len(lines) - 1), watermark)
    return "\n".join(lines)


def _wrapped(text: str, dice: random.Random) -> str:
    """Prose cut into lines of equal length, through words and figures."""
    width = dice.randint(28, 44)
    lines: list[str] = []
    for line in text.split("\n"):
        places = range(0, len(line), width) if _is_prose(line) else (0,)
        lines += [line[place : place + width] if len(places) > 1 else line for place in places]
    return "\n".join(lines)


def _wrapped_with_spaces(text: str, dice: random.Random) -> str:
    """Prose whose cut lines were joined by spaces; cuts did not go through figures."""
    width = dice.randint(28, 44)
    cut = re.compile(rf"(.{{{width}}}{CHARACTER})(?={CHARACTER})")
    return "\n".join(cut.sub(r"\1 ", line) if _is_prose(line) else line for line in text.split("\n"))


def _spaced_figures(text: str, _: random.Random) -> str:
    """A space on both sides of the numbers in prose."""
    return "\n".join(SPACED.sub(r" \1\2\3 ", line) if _is_prose(line) else line for line in text.split("\n"))


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE_LINE and "\t" not in line and "|" not in line


def _one_paragraph(text: str, dice: random.Random) -> str:
    return text.replace("\n", dice.choice((" ", " ", "  ")))


def _dates_without_signs(text: str, dice: random.Random) -> str:
    """Dates that lost their 年 or 月."""
    return DATE.sub(lambda found: dice.choice(("{}{}月{}日", "{}年{}{}日", "{}{}{}日")).format(*found.groups()), text)


def _broken_figures(text: str, dice: random.Random) -> str:
    """A line break within some figures of the prose."""
    return BROKEN.sub(lambda found: found[1] + ("\n" if dice.random() < 0.3 else "") + found[2], text)


NOISES: dict[str, Noise] = {
    "traditional": _traditional,
    "taiwan": _taiwan,
    "taiwan_wording": _taiwan_wording,
    "half_converted": _half_converted,
    "full_width": _full_width,
    "half_width_signs": _half_width_signs,
    "windows_and_hard_spaces": _windows_and_hard_spaces,
    "indented": _indented,
    "page_numbers": _page_numbers,
    "pinyin": _pinyin,
    "plain_pinyin": _plain_pinyin,
    "radicals": _radicals,
    "watermarks": _watermarks,
    "wrapped": _wrapped,
    "wrapped_with_spaces": _wrapped_with_spaces,
    "spaced_figures": _spaced_figures,
    "one_paragraph": _one_paragraph,
    "dates_without_signs": _dates_without_signs,
    "broken_figures": _broken_figures,
}
