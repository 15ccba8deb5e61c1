"""How fast and how large: `make bench`. Figures are medians; machines are noisy, compare ratios.

Belongs here: measuring. Nothing here passes or fails. With numbers of documents, only builds of so many are measured
(`bench_documents.py`), which takes long.
"""

import cProfile
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from gongkai import parse
from gongkai.codebook import Codebook, load_codebook
from gongkai.formats import decode
from gongkai.records import Document
from models.contract import Address
from models.warehouse import Warehouse
from tests.bench_documents import bench_documents
from tests.generator.reports import EDITIONS, generate

ROOT = Path(__file__).parent.parent
LAYOUTS = ("lines", "tabs", "paragraph")
SEEDS = 6
ROUNDS = 5
# Bare sentences around each statement that make a generated report as long as the real ones, about 4,500 characters.
BULK = 6


def main(sizes: list[int]) -> None:
    if sizes:
        bench_documents(sizes)
        return
    started = time.perf_counter()
    codebook = load_codebook(ROOT / "codebook")
    print(f"codebook compiled in {time.perf_counter() - started:.2f} s")
    documents = {edition: _documents(edition) for edition in EDITIONS}
    bench_reader(codebook, documents)
    bench_parts(codebook, [document for own in documents.values() for document in own])
    bench_memory()
    bench_build()
    bench_models()


def bench_reader(codebook: Codebook, documents: dict[str, list[Document]]) -> None:
    """Reports per second on one core, by edition."""
    print("\nreader on plain text, one process, CPU time")
    rates = []
    for edition, own in documents.items():
        seconds = _median(lambda own=own: [parse(document, codebook) for document in own])
        length = sum(len(document.text) for document in own) // len(own)
        figures = sum(len(parse(document, codebook).observations) for document in own) // len(own)
        rates.append(len(own) / seconds)
        print(f"  {edition:12} {rates[-1]:7.0f} reports/s   {length:,} characters and {figures} figures each")
    print(f"  all editions {len(rates) / sum(1 / rate for rate in rates):7.0f} reports/s")
    samples = [decode(path.read_bytes(), path.name) for path in sorted((ROOT / "samples").glob("*.txt"))]
    seconds = _median(lambda: [parse(document, codebook) for document in samples])
    print(f"  samples      {len(samples) / seconds:7.0f} reports/s, {seconds * 1000:.0f} ms for all {len(samples)}")


def bench_parts(codebook: Codebook, documents: list[Document]) -> None:
    """Where the reader's time goes, by module (profiled, so only the shares count)."""
    profile = cProfile.Profile()
    profile.enable()
    for document in documents:
        parse(document, codebook)
    profile.disable()
    shares: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        path = Path(file)
        shares[path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "standard library"] += own
    whole = sum(shares.values())
    print("\nwhere the reader's time goes")
    for name, own in shares.most_common(10):
        print(f"  {own / whole:5.0%}  {name}")


def bench_memory() -> None:
    """Memory of a process that reads many documents one after the other."""
    code = (
        "import resource\n"
        "from tests.bench import _read_many\n"
        "before, after = _read_many(300), _read_many(3000)\n"
        "print(f'memory of a reading process: {before:.0f} MB after 300 reports, {after:.0f} MB after 3,300')"
    )
    print()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def bench_build() -> None:
    """From nothing built to published marts, and again with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GONGKAI_DATA": folder}
        command = [sys.executable, "-m", "orchestration.cli", "build", str(ROOT / "samples")]
        print("\ngongkai build samples")
        for name in ("nothing built", "nothing new"):
            started = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            print(f"  {time.perf_counter() - started:6.1f} s  {name} (exit status {done.returncode})")


def bench_models() -> None:
    """All models on generated reports: 10,000, or as many as GONGKAI_BENCH_REPORTS says."""
    reports = int(os.environ.get("GONGKAI_BENCH_REPORTS", "10000"))
    with tempfile.TemporaryDirectory() as folder:
        _write_reports(Path(folder) / "inbox", reports)
        places = {"GONGKAI_DATA": folder, "GONGKAI_WAREHOUSE": f"{folder}/warehouse.duckdb"}
        environment = {**os.environ, **places, "DBT_TARGET_PATH": f"{folder}/target", "DBT_LOG_PATH": folder}
        build = [sys.executable, "-m", "orchestration.cli", "build", f"{folder}/inbox"]
        subprocess.run(build, cwd=ROOT, env=environment, capture_output=True, check=False)
        project = ROOT / "dbt_project"
        models = [Path(sys.executable).with_name("dbt"), "run", "--project-dir", project, "--profiles-dir", project]
        started = time.perf_counter()
        done = subprocess.run(models, cwd=ROOT, env=environment, capture_output=True, check=False)
        seconds, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        figures = Warehouse(Path(folder) / "warehouse.duckdb").row_count(Address("staging", "observations"))
    print(f"\nall models on {reports:,} generated reports with {figures:,} figures (exit status {done.returncode})")
    print(f"  {seconds:6.1f} s, {peak / 1024 / 1024:.1f} GB at most in any process of the build")


def _write_reports(folder: Path, number: int) -> None:
    folder.mkdir()
    kinds = [(edition, layout) for edition in EDITIONS for layout in LAYOUTS]
    for count in range(number):
        edition, layout = kinds[count % len(kinds)]
        report = generate(edition, layout, count, bulk=BULK)
        (folder / f"{count:05}.txt").write_text(report.text, encoding="utf-8")


def _documents(edition: str) -> list[Document]:
    reports = [generate(edition, layout, seed, bulk=BULK) for layout in LAYOUTS for seed in range(SEEDS)]
    return [decode(report.text.encode(), f"{report.edition}-{number}.txt") for number, report in enumerate(reports)]


def _median(work: Callable[[], object]) -> float:
    """Median CPU seconds of a few rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


def _read_many(count: int) -> float:
    """Read `count` generated documents and return the peak memory so far in MB."""
    codebook = load_codebook(ROOT / "codebook")
    documents = [document for edition in EDITIONS for document in _documents(edition)]
    for number in range(count):
        parse(documents[number % len(documents)], codebook)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
