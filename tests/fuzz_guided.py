"""Inputs that reach code no input before has reached, found by atheris: `python -m tests.fuzz_guided N`.

Belongs here: the coverage of `gongkai/`. Does not: what is wrong with an input (`tests/fuzz.py`). What it finds useful
is kept in `data/fuzz`, from where the next run goes on; an input that crashes is left there too.
"""

import sys
from pathlib import Path


def main() -> None:
    """Read as many inputs as the command line says; the first byte of an input names its format."""
    import atheris  # late, with what it watches: tests that only look at this module need neither

    with atheris.instrument_imports(include=["gongkai"], enable_loader_override=False):
        from gongkai.codebook import load_codebook
        from tests.fuzz import ROOT, problem_of
        from tests.fuzz_seeds import seeds

    codebook, good = load_codebook(ROOT / "codebook"), seeds()

    def one(data: bytes) -> None:
        if data and (problem := problem_of(1, good[data[0] % len(good)].name, data[1:], codebook)):
            raise AssertionError(problem.what)

    folder = ROOT / "data" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(good):
        (folder / f"seed-{place}-{Path(seed.name).suffix[1:]}").write_bytes(bytes([place]) + seed.data)
    number = sys.argv[1] if len(sys.argv) > 1 else "10000"
    limits = ["-max_len=65536", "-timeout=60", "-rss_limit_mb=4096", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], f"-runs={number}", *limits, str(folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
