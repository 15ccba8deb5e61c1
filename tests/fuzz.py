"""Damaged and hostile inputs by the thousand: `python -m tests.fuzz N` (`make fuzz`). No input may crash or delay.

Belongs here: making inputs out of good ones, and reading them as a build does. An input is known by its number alone:
`python -m tests.fuzz 1 --first NUMBER` reads it again. `tests/fuzz_guided.py` looks for inputs that reach new code.
"""

import contextlib
import io
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import click

from assets.inbox import Delivery
from assets.manifests import entries
from assets.opening import Opening
from assets.raw import SCHEMAS as RAW
from assets.reading import Reading
from assets.sources import Source
from assets.staging import SCHEMAS as STAGING
from gongkai import documents_in, parse
from gongkai.codebook import Codebook, load_codebook
from gongkai.deliveries import NOTHING, Said
from gongkai.formats import Limits, UnreadableError, holds_documents, is_document, members
from gongkai.records import Report
from tests.fuzz_seeds import Seed, seeds

ROOT = Path(__file__).parent.parent
# Smaller than by default, so that an input that asks for much is refused here as a greater one is there.
LIMITS = Limits(file_mib=4, html_mib=2, cells=50_000, members=2000, unpacked_mib=16, growth=20, pages=20)
SLOW, HANGING = 2, 20  # seconds of computing, and those after which an input is given up
STORED = 20  # of so many inputs one is also made into rows

TOKENS = [
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"\t", b"\x1b$)A", b"\xe2\x80\xae"),
    *(b"\xf0\x9f\x98\x80", b"&#xD800;", b"&#0;", b"\\ud800", b"<!--", b"]]>", b"<![CDATA[", b"<table>", b"<tr>"),
    *(b"<td colspan=99999>", b"</div>", b"<td rowspan=65535>", b"<p>" * 40, b"<b>" * 300, b"{" * 200, b"[" * 200),
    *(b"(" * 200, b'"' * 50, b"," * 90, b"=" * 200, b"9" * 400, b"1e999", b"-1", b"0.0000001", b"99999999999999999999"),
    *(b"2147483648", b"Content-Length: 99999999\r\n"),
    *(text.encode() for text in ("\u3000" * 200, "一" * 300, "万亿" * 90, "其中" * 120, "条件" * 120, "、" * 200)),
    *(
        text.encode()
        for text in ("（" * 120, "〇" * 60, "年月日" * 60, "没有收到", "1,234,567.89万亿余条", "二〇一二年")
    ),
    *(text.encode() for text in ("合计", "%")),
    *(b"%PDF-", b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"PAR1", b"WARC/1.0\r\n", b"../../", b"C:\\"),
    *(b"endobj", b"stream"),
]


class Found(NamedTuple):
    """What an input did that it should not."""

    number: int
    kind: str
    what: str


class HangingError(BaseException):
    """An input took so long that it was given up."""


def mutated(number: int, good: list[Seed]) -> tuple[str, bytes]:
    """The input of a number: its name and its bytes, a good file after some changes."""
    dice = random.Random(number)
    name, data = good[dice.randrange(len(good))]
    other = good[dice.randrange(len(good))].data
    for _ in range(dice.choice((1, 1, 2, 3, 5, 9))):
        data = dice.choice(CHANGES)(data, other, dice)
    return name, data


def _flip(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 40))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + data[end:]


def _end(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _repeat(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 2, 10, 60)) + data[end:]


def _insert(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.choice(TOKENS) * dice.choice((1, 1, 3, 30)) + data[place:]


def _exchange(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    to = dice.randrange(len(data) + 1)
    rest = data[:start] + data[end:]
    return rest[:to] + data[start:end] + rest[to:]


def _join(data: bytes, other: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(other, dice)
    place = dice.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def _lines(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(dice.choice((1, 3, 20))):
        one, another = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[another] = lines[another], lines[one]
    return b"\n".join(lines)


def _without(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    sign = data[(place := dice.randrange(max(1, len(data)))) : place + 1]
    return data.replace(sign, b"", dice.choice((1, 10, -1))) if sign else data


CHANGES = (_flip, _flip, _cut, _end, _repeat, _insert, _insert, _exchange, _join, _lines, _without)


def _stretch(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 4, 30, 200, 2000)))


def read(name: str, data: bytes, codebook: Codebook, *, is_stored: bool = True) -> int:
    """Read an input as a build does; returns how many documents are in it. Raises whatever should not be raised."""
    reports: list[Report] = []
    for member, content, said in _contents(name, data, codebook):
        with contextlib.suppress(UnreadableError):
            documents = documents_in(content, member, codebook, LIMITS, said)
            reports += [parse(document, codebook) for document in documents]
    for report in reports:
        _check(report)
    if is_stored:
        opening = Opening(RAW, LIMITS, codebook.delivery_names)
        delivery = Delivery("", name, "", len(data), 0, None)
        opening.frames(
            [opening.result(Source(delivery, report.document.text.encode()), codebook) for report in reports]
        )
        Reading(STAGING).frames(reports)
    return len(reports)


def _contents(name: str, data: bytes, codebook: Codebook) -> Iterator[tuple[str, bytes, Said]]:
    names = codebook.delivery_names
    with contextlib.suppress(UnreadableError):
        if name in names.manifests:
            for _ in entries(data, name, "", names):
                pass
        elif is_document(name) or not holds_documents(io.BytesIO(data), name):
            yield name, data, NOTHING
        else:
            for member in members(io.BytesIO(data), name, names, LIMITS):
                if not member.problem:
                    yield member.name, member.data, member.said


def _check(report: Report) -> None:
    """What holds of every report, whatever the text: spans lie in it, and a value is a printed one."""
    length, text = len(report.document.text), report.document.text
    found = [*report.observations, *report.leftovers, *report.cells, *report.claims, *report.sections]
    for each in found:
        if not 0 <= each.source_start <= each.source_end <= length:
            raise AssertionError(f"a span {each.source_start}–{each.source_end} of {length} characters: {each}")
    for each in report.observations:
        printed = text[each.source_start : each.source_end]
        if each.value_status == "reported" and not printed.strip():
            raise AssertionError(f"a value that is printed nowhere: {each}")
    ends = [0, *(section.source_end for section in report.sections)]
    if report.sections and [section.source_start for section in report.sections] != ends[:-1]:
        raise AssertionError("the sections do not cover the text")


def problem_of(number: int, name: str, data: bytes, codebook: Codebook) -> Found | None:
    """What an input does that it should not."""
    begun = time.process_time()
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGING)
    try:
        read(name, data, codebook, is_stored=number % STORED == 0)
    except HangingError:
        return Found(number, "hangs", f"{name}: more than {HANGING} s")
    except Exception as error:
        return Found(number, "crashes", f"{name}: {error!r}"[:300])
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    seconds = time.process_time() - begun
    return Found(number, "is slow", f"{name}: {seconds:.1f} s, {len(data):,} bytes") if seconds > SLOW else None


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise HangingError


def run(first: int, number: int, codebook: Codebook, seconds: float = float("inf")) -> tuple[int, list[Found]]:
    """Read so many inputs, or as many as the time allows; how many were read, and what was found."""
    good, found, begun = seeds(), [], time.monotonic()
    for done, each in enumerate(range(first, first + number), 1):
        name, data = mutated(each, good)
        if problem := problem_of(each, name, data, codebook):
            found.append(problem)
            print(f"  input {each} {problem.kind}: {problem.what}", flush=True)
        if time.monotonic() - begun > seconds:
            return done, found
    return number, found


@click.command()
@click.argument("number", type=int)
@click.option("--first", type=int, default=0, show_default=True, help="Number of the first input.")
@click.option("--seconds", type=float, default=float("inf"), help="Stop after so many seconds.")
def main(number: int, first: int, seconds: float) -> None:
    """Read NUMBER damaged inputs."""
    codebook = load_codebook(ROOT / "codebook")
    begun = time.monotonic()
    done, found = run(first, number, codebook, seconds)
    kinds = Counter(problem.kind for problem in found)
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or f"none crashes, none takes over {SLOW} s"
    spent = time.monotonic() - begun
    print(f"{done:,} inputs in {spent:.0f} s ({done / spent:.0f}/s): {said}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
