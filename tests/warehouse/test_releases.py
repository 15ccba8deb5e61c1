"""One release after the other: a link that changes at once, the release before, and nothing left over."""

import json
from pathlib import Path

import pytest

from models.releases import new_folder, previous, put_in_place, remove_leftovers


def release(published: Path, tables: str) -> None:
    new = new_folder(published)
    (new / "release.json").write_text(json.dumps({"tables": {"marts.a": tables}}), encoding="utf-8")
    put_in_place(new, published)


def content(folder: Path) -> str:
    return str(json.loads((folder / "release.json").read_text(encoding="utf-8"))["tables"]["marts.a"])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published"


def test_the_release_before_is_kept_and_no_older_one(published: Path) -> None:
    for number in "123":
        release(published, number)
    remove_leftovers(published)
    assert (content(published), content(previous(published))) == ("3", "2")
    assert len(list(published.with_name("published.releases").iterdir())) == 2


def test_the_same_tables_again_do_not_push_the_previous_release_out(published: Path) -> None:
    for number in "1222":
        release(published, number)
    assert (content(published), content(previous(published))) == ("2", "1")


def test_what_was_being_written_is_removed_and_what_was_finished_is_linked(published: Path) -> None:
    release(published, "1")
    (new_folder(published) / "half.parquet").write_bytes(b"PAR1")
    published.with_name("published.link").symlink_to("nowhere")
    published.unlink()  # killed between the renaming of a first release and its link
    remove_leftovers(published)
    assert content(published) == "1"
    assert [path.name for path in published.parent.iterdir() if path.name != "published"] == ["published.releases"]
    assert [path.name for path in published.with_name("published.releases").iterdir()] == ["1"]


def test_a_folder_published_before_there_were_links_is_the_previous_release(published: Path) -> None:
    published.mkdir()
    (published / "release.json").write_text(json.dumps({"tables": {"marts.a": "old"}}), encoding="utf-8")
    release(published, "new")
    assert (content(published), content(previous(published))) == ("new", "old")
