"""What happens to a text on its way through web sites: changes that must not change what is read."""

from collections.abc import Callable, Mapping

LINES_PER_PAGE = 40
Noise = Callable[[str, Mapping[str, str]], str]


def _traditional(text: str, traditional_of: Mapping[str, str]) -> str:
    return "".join(traditional_of.get(character, character) for character in text)


def _full_width(text: str, _: Mapping[str, str]) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def _windows_and_hard_spaces(text: str, _: Mapping[str, str]) -> str:
    return text.replace("\n", "\r\n").replace(" ", "\u00a0")


def _indented(text: str, _: Mapping[str, str]) -> str:
    return "\n".join(f"\u3000\u3000{line}" for line in text.split("\n"))


def _page_numbers(text: str, _: Mapping[str, str]) -> str:
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(line)
        if number % LINES_PER_PAGE == 0:
            lines.append(f"- {number // LINES_PER_PAGE} -")
    return "\n".join(lines)


NOISES: dict[str, Noise] = {
    "traditional": _traditional,
    "full_width": _full_width,
    "windows_and_hard_spaces": _windows_and_hard_spaces,
    "indented": _indented,
    "page_numbers": _page_numbers,
}
