"""What becomes of a path in the inbox: nothing is passed over, followed or read twice."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets import inbox
from assets.inbox import Inbox
from gongkai.codebook import Codebook

ROOT = Path(__file__).parents[2]
TEXT = "安源区2012年政府信息公开年度报告\n主动公开政府信息数\n条\n10563\n".encode()
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may open; the one pytest makes may be entered by its owner only."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def endings(codebook: Codebook, *paths: Path) -> dict[str, tuple[str, str | None]]:
    """Status and reason per stored path."""
    return {
        reading.delivery.path: (reading.problem.status, reading.problem.reason) if reading.problem else ("read", None)
        for reading in Inbox(paths).readings(codebook)
    }


def test_what_may_not_be_read_has_a_row(codebook: Codebook, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    (folder / "forbidden.txt").write_bytes(TEXT)
    (folder / "forbidden.txt").chmod(0)
    (folder / "下级").mkdir(mode=0)
    user = os.geteuid()
    if user == 0:  # who may read everything
        os.seteuid(NOBODY)
    try:
        found = endings(codebook, folder)
    finally:
        os.seteuid(user)
        (folder / "下级").chmod(0o755)
    assert {path: status for path, (status, _) in found.items()} == {
        "a.txt": "read",
        "forbidden.txt": "unreadable",
        "下级": "unreadable",
    }
    assert "Permission denied" in str(found["下级"][1])


def test_a_file_that_vanishes_has_a_row(codebook: Codebook, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    (delivery,) = Inbox((folder,)).deliveries()
    (folder / "a.txt").unlink()
    reading = inbox._read(delivery, codebook, {})
    assert reading.problem
    assert reading.problem.status == "unreadable"
    assert "No such file" in reading.problem.reason


@pytest.mark.parametrize("name", [".DS_Store", "README.md", "Thumbs.db", "~$报告.txt", ".git/config"])
def test_what_is_no_report_by_its_name_is_named_and_left_alone(codebook: Codebook, folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(TEXT)
    assert {status for status, _ in endings(codebook, folder).values()} == {"ignored"}


def test_names_of_any_bytes_are_kept_apart(codebook: Codebook, folder: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt", "换\n行.txt".encode()):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(TEXT + name)
    assert sorted(endings(codebook, folder)) == ["\\xfe.txt", "\\xff.txt", "换\n行.txt"]


def test_a_link_to_a_folder_is_not_followed(codebook: Codebook, folder: Path) -> None:
    (folder / "一圈").symlink_to(folder)
    assert endings(codebook, folder) == {
        "一圈": ("unsupported", "a symbolic link is not followed; deliver the file itself")
    }


def test_a_folder_and_a_file_in_it_are_read_once(codebook: Codebook, folder: Path) -> None:
    (folder / "一").mkdir()
    (folder / "一" / "a.txt").write_bytes(TEXT)
    assert endings(codebook, folder / "一", folder / "一" / "a.txt") == {"一/a.txt": ("read", None)}


def test_paths_do_not_depend_on_where_the_inbox_lies(codebook: Codebook, folder: Path) -> None:
    for place in ("甲", "乙"):
        (folder / place / "下级").mkdir(parents=True)
        (folder / place / "下级" / "a.txt").write_bytes(TEXT)
    assert list(endings(codebook, folder / "甲")) == list(endings(codebook, folder / "乙")) == ["下级/a.txt"]


def test_the_same_bytes_name_the_path_they_were_read_from(codebook: Codebook, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    (folder / "b.txt").write_bytes(TEXT)
    assert endings(codebook, folder)["b.txt"] == ("duplicate", "the same bytes as a.txt")


def test_a_huge_file_is_not_opened(codebook: Codebook, folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(inbox.LARGEST_FILE + 1)
    status, reason = endings(codebook, folder)["a.txt"]
    assert status == "unsupported"
    assert "64 MiB" in str(reason)
