"""Builds of many documents in mixed formats, from nothing to what is published: `make bench DOCUMENTS="1000 20000"`.

Belongs here: making the documents, measuring builds of them and how that grows. The shares of formats are a guess at
what lies on the sites of governments; PDF is left out, since only a browser makes one as those sites have them and
takes a second for each.
"""

import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.generator.renderings import as_docx, as_page
from tests.generator.reports import EDITIONS, generate

ROOT = Path(__file__).parent.parent
FORMS = (
    *("utf-8", "gb18030", "utf-8", "gb18030", "utf-8", "gbk", "utf-16", "utf-8-sig", "gb18030", "utf-8"),
    *("page utf-8", "page gb18030", "page utf-8", "page gbk", "page utf-8", "page utf-8", "page gb18030"),
    *("docx", "docx", "docx"),
)
BULK = 6  # as in `bench.py`: reports as long as the real ones
MIB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")


class Run(NamedTuple):
    """How long a build took and computed; the most memory of its first process, any other and all together, in MiB."""

    seconds: float
    computing: float
    parent: int
    child: int
    together: int

    def __str__(self) -> str:
        memory = f"{self.parent:,} MiB in the writing process, {self.child:,} in any other, {self.together:,} together"
        return f"{self.seconds:8.1f} s, {self.computing:.1f} s of processors; at most {memory}"


def bench_documents(sizes: list[int]) -> None:
    """Cold builds, builds with nothing new and with one file more, for each number of documents."""
    print("\ngongkai build of generated documents: half text in five encodings, a third web pages, the rest DOCX")
    cold: list[tuple[int, float]] = []
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            inbox = Path(folder) / "inbox"
            write_documents(inbox, number)
            first = measured(inbox, Path(folder) / "data")
            cold.append((number, first.seconds))
            print(
                f"  {number:7,} documents, nothing built {first} ({number / first.seconds:.0f} documents/s)", flush=True
            )
            print(f"  {'':7}            nothing new   {measured(inbox, Path(folder) / 'data')}", flush=True)
            (inbox / "one.txt").write_text(generate("E2014", "tabs", number, bulk=BULK).text, encoding="utf-8")
            print(f"  {'':7}            one file more {measured(inbox, Path(folder) / 'data')}", flush=True)
    for (few, short), (many, long) in pairwise(cold):
        exponent = math.log(long / short) / math.log(many / few)
        print(f"  from {few:,} to {many:,} documents the time grows with the power {exponent:.2f} of their number")


def write_documents(folder: Path, number: int) -> None:
    """Generated reports in folders of a thousand; every layout, edition and format meets every other."""
    kinds = [(edition, layout) for edition in EDITIONS for layout in ("lines", "tabs", "paragraph")]
    for count in range(number):
        place = folder / f"{count // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        form = FORMS[count % len(FORMS)]
        edition, layout = kinds[count // len(FORMS) % len(kinds)]
        text = generate(edition, layout if form in ("utf-8", "gb18030") else "tabs", count, bulk=BULK).text
        if form == "docx":
            (place / f"{count:06}.docx").write_bytes(as_docx(text))
        elif form.startswith("page"):
            (place / f"{count:06}.html").write_bytes(as_page(text, form.split()[1], count))
        else:
            (place / f"{count:06}.txt").write_bytes(text.encode(form, "replace"))


def measured(inbox: Path, data: Path) -> Run:
    """Build in a process of its own and watch it and the processes it starts."""
    command = [sys.executable, "-m", "orchestration.cli", "build", str(inbox)]
    environment = os.environ | {"GONGKAI_DATA": str(data)}
    started, computed = time.perf_counter(), _computed()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as build:
        peaks = [0, 0, 0]
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(build.pid, peaks, ended))
        watch.start()
        build.wait()
        seconds = time.perf_counter() - started
        ended.set()
        watch.join()
    if build.returncode == 2:
        raise RuntimeError(f"the build of {inbox} failed")
    return Run(seconds, _computed() - computed, *peaks)


def _computed() -> float:
    """Seconds of processor that finished processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: int, peaks: list[int], ended: threading.Event) -> None:
    while not ended.wait(0.5):
        parent, *children = _sizes(process) or [0]
        for place, size in enumerate((parent, max(children, default=0), parent + sum(children))):
            peaks[place] = max(peaks[place], size // MIB)


def _sizes(process: int) -> list[int]:
    """Bytes in memory of a process and of all that it started, as the system counts them."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        started = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:  # it has ended
        return []
    return [pages * PAGE, *(size for children in started for child in children for size in _sizes(int(child)))]
