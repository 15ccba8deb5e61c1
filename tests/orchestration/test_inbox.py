"""What becomes of a path in the inbox: nothing is passed over, followed or read twice."""

import io
import os
import shutil
import socket
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from assets.description import markdown
from assets.inbox import Delivery, Inbox
from assets.opening import DOCUMENTS, FILES, Opening, each_once
from assets.raw import SCHEMAS
from assets.readers import Frames, Readers, frames_of
from assets.sources import batches, sources
from gongkai.codebook import Codebook
from gongkai.formats import LIMITS, Limits
from gongkai.records import Document
from orchestration.delivered import NotRead, documents_of
from orchestration.settings import Settings

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


def opened(codebook: Codebook, *paths: Path, limits: Limits = LIMITS) -> list[Frames]:
    """What becomes of what lies under some paths: frames of files and documents."""
    inbox = Inbox(paths, codebook.delivery_names, limits)
    return rows(codebook, list(inbox.deliveries()), limits)


def rows(codebook: Codebook, deliveries: list[Delivery], limits: Limits = LIMITS) -> list[Frames]:
    read = (
        frames_of(batch, Opening(SCHEMAS, limits, codebook.delivery_names), codebook, 60)
        for batch in batches(sources(deliveries, codebook.delivery_names, limits))
    )
    return list(each_once(read))


def endings(codebook: Codebook, *paths: Path, limits: Limits = LIMITS) -> dict[str, tuple[str, str | None]]:
    """Status and reason per stored path."""
    files = pl.concat(frames[FILES] for frames in opened(codebook, *paths, limits=limits))
    return {path: (status, reason) for path, status, reason in files.select("path", "status", "reason").iter_rows()}


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
    (delivery,) = Inbox((folder,), codebook.delivery_names).deliveries()
    (folder / "a.txt").unlink()
    (row,) = rows(codebook, [delivery])[0][FILES].iter_rows(named=True)
    assert row["status"] == "unreadable"
    assert "No such file" in row["reason"]


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


def test_a_link_out_of_the_inbox_is_not_followed(codebook: Codebook, folder: Path) -> None:
    (folder / "inbox").mkdir()
    (folder / "secret.txt").write_bytes(TEXT)
    (folder / "inbox" / "a.txt").symlink_to(folder / "secret.txt")
    (folder / "inbox" / "b.zip").symlink_to("../secret.txt")
    (folder / "inbox" / "c.txt").symlink_to("nowhere")
    found = endings(codebook, folder / "inbox")
    assert {path: status for path, (status, _) in found.items()} == dict.fromkeys(
        ("a.txt", "b.zip", "c.txt"), "unsupported"
    )


def test_pipes_sockets_and_devices_are_not_opened(codebook: Codebook, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")  # nobody writes: whoever opened it would wait for ever
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(folder / "socket.txt"))
        expected = {"pipe.txt": "a pipe is no file", "socket.txt": "a socket is no file"}
        if os.geteuid() == 0:
            os.mknod(folder / "zero.jsonl", stat.S_IFCHR | 0o666, os.makedev(1, 5))
            expected["zero.jsonl"] = "a device is no file"
        found = endings(codebook, folder)
    assert found.keys() == expected.keys()
    for path, words in expected.items():
        assert found[path][0] == "unsupported"
        assert words in str(found[path][1])


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.zip", "a.jsonl", "a"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_takes_the_place_of_a_listed_file_is_not_opened(
    codebook: Codebook, folder: Path, name: str, kind: str
) -> None:
    (folder / "inbox").mkdir()
    (folder / "secret").write_bytes(TEXT)
    (folder / "inbox" / name).write_bytes(TEXT)
    deliveries = list(Inbox((folder / "inbox",), codebook.delivery_names).deliveries())
    (folder / "inbox" / name).unlink()
    if kind == "link":
        (folder / "inbox" / name).symlink_to(folder / "secret")
    else:
        os.mkfifo(folder / "inbox" / name)
    (row,) = rows(codebook, deliveries)[0][FILES].iter_rows(named=True)
    assert (row["status"], row["documents"]) == ("unreadable", 0)


def test_a_file_that_grows_beyond_the_limit_is_not_read(codebook: Codebook, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    deliveries = list(Inbox((folder,), codebook.delivery_names, Limits(file_mib=1)).deliveries())
    (folder / "a.txt").write_bytes(b"0" * (2 << 20))
    (row,) = rows(codebook, deliveries, Limits(file_mib=1))[0][FILES].iter_rows(named=True)
    assert row["status"] == "unreadable"
    assert "GONGKAI_FILE_MIB" in row["reason"]


ATTACKS = [
    *("<script>alert(1)<script>.txt", "'; drop table files; --.txt", "=cmd|' C calc'!A0.txt", "\u202etxt.exe"),
    *("\x1b[2J\x1b]0;x\x07.txt", "x\\..\\..\\y.txt", "%s%n{}.txt", "$(reboot).txt", "-rf.txt", "a\n| b |.txt"),
    *("\ufeff.txt", "长" * 80),
]


def test_names_that_are_attacks_are_names(codebook: Codebook, folder: Path) -> None:
    """They are stored as they are, in an archive too, and lead nowhere."""
    for number, name in enumerate(ATTACKS):
        (folder / name).write_bytes(TEXT + str(number).encode())
    names = [*ATTACKS, "/etc/x.txt", "C:\\y.txt"]
    inside = {name: TEXT + b"in" + str(number).encode() for number, name in enumerate(names)}
    (folder / "年报.zip").write_bytes(zipped(**inside))
    found = endings(codebook, folder)
    assert {path for path, (status, _) in found.items() if status == "read"} == {
        *ATTACKS,
        *(f"年报.zip/{name}" for name in inside),
    }
    assert sorted(path.name for path in folder.iterdir()) == sorted([*ATTACKS, "年报.zip"])
    table = markdown(pl.DataFrame({"path": list(found)}))
    assert len(table.split("\n")) == len(found) + 2
    assert "<" not in table


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
        file.truncate((LIMITS.file_mib << 20) + 1)
    status, reason = endings(codebook, folder)["a.txt"]
    assert status == "unsupported"
    assert "64 MiB of GONGKAI_FILE_MIB" in str(reason)


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_an_archive_is_read_member_by_member(codebook: Codebook, folder: Path) -> None:
    inner = zipped(**{"乙.txt": TEXT + b"1"})
    (folder / "年报.zip").write_bytes(zipped(**{"甲.txt": TEXT, "../../etc/丙.txt": TEXT, "内.zip": inner, ".x": b"x"}))
    with tarfile.open(folder / "年报.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("丁.txt")
        entry.size = len(TEXT) + 1
        archive.addfile(entry, io.BytesIO(TEXT + b"2"))
        link = tarfile.TarInfo("链接")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = endings(codebook, folder)
    assert {path: status for path, (status, _) in found.items()} == {
        "年报.tar.gz": "unpacked",
        "年报.tar.gz/丁.txt": "read",
        "年报.tar.gz/链接": "unsupported",
        "年报.zip": "unpacked",
        "年报.zip/甲.txt": "read",
        "年报.zip/../../etc/丙.txt": "duplicate",
        "年报.zip/内.zip/乙.txt": "read",
        "年报.zip/.x": "ignored",
    }
    assert not (folder.parent / "etc").exists()


@pytest.mark.parametrize(
    ("limit", "limits", "data"),
    [
        ("FILE_MIB", Limits(file_mib=1), zipped(**{"弹.txt": b"0" * (2 << 20)})),
        ("UNPACKED_MIB", Limits(unpacked_mib=1), zipped(**{"甲.txt": b"0" * (1 << 20), "乙.txt": b"0"})),
        ("MEMBERS", Limits(members=1), zipped(**{"甲.txt": b"0", "乙.txt": b"1"})),
        ("ARCHIVE_DEPTH", Limits(archive_depth=1), zipped(**{"内.zip": zipped(**{"甲.txt": TEXT})})),
    ],
)
def test_an_archive_that_asks_for_too_much_is_refused(
    limit: str, limits: Limits, data: bytes, codebook: Codebook, folder: Path
) -> None:
    (folder / "年报.zip").write_bytes(data)
    reasons = [reason for _, reason in endings(codebook, folder, limits=limits).values()]
    assert any(f"GONGKAI_{limit}" in str(reason) for reason in reasons), reasons


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_FILE_MIB", "3")
    assert Settings.from_environment().limits == Limits(file_mib=3)


def test_the_files_of_an_archive_are_read_without_a_warehouse(codebook: Codebook, folder: Path) -> None:
    (folder / "年报.zip").write_bytes(zipped(**{"甲.txt": TEXT, "乙.doc": b"\xd0\xcf\x11\xe0", "丙.txt": TEXT + b"1"}))
    first, foreign, last = documents_of(folder / "年报.zip", "年报.zip", codebook)
    assert isinstance(first, Document) and isinstance(foreign, NotRead) and isinstance(last, Document)
    assert (first.file_name, foreign.file, last.file_name) == ("年报.zip/甲.txt", "年报.zip/乙.doc", "年报.zip/丙.txt")


def test_whatever_the_number_of_workers_the_rows_are_the_same(codebook: Codebook, folder: Path) -> None:
    for number in range(300):
        page = f"<html><body><p>示例县{number % 290}号公告</p></body></html>"
        (folder / f"{number:03}.html").write_text(page, encoding="utf-8")
    (folder / "150-年报.zip").write_bytes(zipped(**{"甲.txt": TEXT, "乙.doc": b"\xd0\xcf\x11\xe0"}))
    names = codebook.delivery_names
    task, deliveries = Opening(SCHEMAS, LIMITS, names), list(Inbox((folder,), names).deliveries())
    alone, other = (
        list(each_once(Readers(workers, 60).frames(task, codebook, batches(sources(deliveries, names, LIMITS)))))
        for workers in (1, 3)
    )
    assert [frames[FILES].height for frames in alone] == [250, 53]
    assert sum(frames[DOCUMENTS].height for frames in alone) == 291
    for one, another in zip(alone, other, strict=True):
        assert all(one[name].equals(another[name]) for name in SCHEMAS)
