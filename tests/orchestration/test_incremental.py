"""Reading only what is new: the tables are those of reading everything, whatever happened in between."""

import io
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets import unread
from assets.inbox import Inbox
from assets.opening import Opening
from assets.raw import raw
from assets.readers import Batch, Frames, Readers, Task
from assets.reading import Reading
from assets.staging import TABLES, staging
from gongkai.codebook import Codebook, load_codebook
from models.raw import Documents, Files, Manifests
from models.readings import Openings, Readings
from models.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
REPORT = "{name}{year}年政府信息公开工作年度报告\n\n一、总体情况\n{year}年，本机关主动公开政府信息{figure}条。\n"


@dataclass(frozen=True)
class Mortal(Readers):
    """Readers that die after some batches."""

    batches: int = 1

    def frames(self, task: Task, codebook: Codebook, batches: Iterable[Batch]) -> Iterator[Frames]:
        for number, frames in enumerate(super().frames(task, codebook, batches)):
            if number == self.batches:
                raise RuntimeError("killed")
            yield frames


@dataclass(frozen=True)
class Hasty(Readers):
    """Readers that give one kind of task no time."""

    hurried: type = Reading

    def frames(self, task: Task, codebook: Codebook, batches: Iterable[Batch]) -> Iterator[Frames]:
        seconds = 0.00001 if isinstance(task, self.hurried) else self.seconds
        yield from Readers(self.workers, seconds).frames(task, codebook, batches)


class Place:
    """An inbox, and the warehouse that follows it."""

    def __init__(self, folder: Path, codebook: Codebook) -> None:
        self.inbox, self.codebook = folder / "inbox", codebook
        self.warehouse = Warehouse(folder / "warehouse.duckdb")
        self.inbox.mkdir()
        self._numbers = count()

    def put(self, path: str, name: str = "安源区", year: int = 2012, figure: int = 1) -> None:
        (self.inbox / path).parent.mkdir(exist_ok=True)
        (self.inbox / path).write_text(REPORT.format(name=name, year=year, figure=figure), encoding="utf-8")

    def put_archive(self, path: str, *figures: int) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for figure in figures:
                archive.writestr(f"{figure}.txt", REPORT.format(name="安源区", year=2012, figure=figure))
        (self.inbox / path).write_bytes(file.getvalue())

    def build(self, readers: Readers | None = None) -> tuple[int, str]:
        """Open and read; returns how many documents were read and why any was read again."""
        run = materialize(self, self.warehouse, readers or Readers(1, 60))
        if not run.success:
            return 0, "killed"
        [made] = [m for m in run.asset_materializations_for_node("staging") if m.asset_key.path[1] == "readings"]
        return int(made.metadata["documents_read"].value), str(made.metadata["why"].value)  # type: ignore[arg-type]

    def check(self) -> None:
        """Compare with a warehouse into which everything is read anew."""
        anew = Warehouse(self.warehouse.path.with_name(f"anew-{next(self._numbers)}.duckdb"))
        assert materialize(self, anew, Readers(1, 60)).success
        for table in (Files, Documents, Manifests, Openings, *TABLES, Readings):
            found, expected = (contents(each, table) for each in (self.warehouse, anew))
            assert found.equals(expected), (table, found, expected)


def materialize(place: Place, warehouse: Warehouse, readers: Readers) -> dg.ExecuteInProcessResult:
    resources = {"warehouse": warehouse, "readers": readers, "codebook": place.codebook}
    resources["inbox"] = Inbox((place.inbox,), place.codebook.delivery_names)
    return dg.materialize([raw, staging], resources=resources, raise_on_error=False)


def contents(warehouse: Warehouse, table: type) -> pl.DataFrame:
    """A table in the order of its key; of the documents, those that are there now."""
    frame = warehouse.read(table)
    if table is Documents:
        held = warehouse.query("select sha256 from raw.files where status = 'read'")["sha256"]
        frame = frame.filter(pl.col("sha256").is_in(held.implode()))
    return frame.drop("read_at", strict=False).sort(table.key())


@pytest.fixture
def place(tmp_path: Path, codebook: Codebook) -> Place:
    made = Place(tmp_path, codebook)
    for number in range(4):
        made.put(f"{number}.txt", figure=number)
    made.put("丙/空.txt")
    (made.inbox / "丙" / "空.txt").write_bytes(b"")
    made.put_archive("丁.zip", 7, 8, 2)  # 2 is a copy
    assert made.build() == (6, "")
    made.check()
    return made


def test_nothing_new_is_nothing_read(place: Place) -> None:
    os.utime(place.inbox / "1.txt")  # another time and the same bytes
    assert place.build() == (0, "")
    place.check()


def test_added_changed_and_removed_files_change_what_follows_from_them(place: Place) -> None:
    place.put("新.txt", figure=20)
    place.put("1.txt", figure=21)
    (place.inbox / "0.txt").unlink()
    (place.inbox / "丙" / "空.txt").unlink()
    assert place.build() == (2, "")
    place.check()
    place.put_archive("丁.zip", 8, 9)
    assert place.build()[0] == 1
    place.check()


def test_what_is_said_about_a_file_is_part_of_it(place: Place) -> None:
    (place.inbox / "manifest.csv").write_text("file,url\n1.txt,http://a.gov.cn/1\n丁.zip/7.txt,http://a.gov.cn/7\n")
    assert place.build() == (2, "")
    place.check()
    (place.inbox / "manifest.csv").write_text("file,url\n1.txt,http://a.gov.cn/1\n2.txt,http://a.gov.cn/2\nx,y,z\n")
    assert place.build() == (2, "")
    place.check()
    assert place.warehouse.read(Manifests)["status"].to_list() == ["valid", "valid", "malformed"]


def test_the_first_of_several_copies_holds_the_documents_whoever_comes_and_goes(place: Place) -> None:
    place.put("00.txt", figure=2)  # before 2.txt, and before 2.txt in the archive
    place.put("甲/乙.txt", figure=2)
    assert place.build() == (1, "")  # its name changed, and a name may say who reports
    place.check()
    (place.inbox / "00.txt").unlink()
    (place.inbox / "2.txt").unlink()
    assert place.build()[0] <= 1
    place.check()
    (place.inbox / "丁.zip").unlink()
    assert place.build() == (1, "")
    place.check()


def test_what_was_kept_of_a_killed_run_is_not_read_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread, "BATCH_DOCUMENTS", 2)
    for number in range(10, 16):
        place.put(f"{number}.txt", figure=number)
    place.put("0.txt", figure=99)
    (place.inbox / "1.txt").unlink()
    assert place.build(Mortal(1, 60, batches=2)) == (0, "killed")
    assert place.build() == (3, "")  # of seven
    place.check()


def test_another_codebook_reads_everything_again_and_says_so(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(ROOT / "codebook", folder)
    with (folder / "units.yml").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    place.codebook = load_codebook(folder)
    read, why = place.build()
    assert read == 6
    assert why.startswith("6 documents are read again: the codebook has changed since 20")
    place.check()


@pytest.mark.parametrize(("hurried", "read"), [(Reading, 1), (Opening, 0)])
def test_what_failed_is_tried_again(place: Place, hurried: type, read: int) -> None:
    place.put("慢.txt", figure=30)
    assert place.build(Hasty(1, 60, hurried)) == (read, "")
    assert place.build() == (1, "")
    place.check()
