"""The house rules: who may import whom, names that agree, sizes, and the graph as it is meant to be."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.contract import tables
from orchestration.definitions import build_definitions
from orchestration.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = ("gongkai", "models", "assets", "pages", "orchestration")
MAY_IMPORT = {
    "gongkai": set(),
    "models": set(),
    "assets": {"gongkai", "models"},
    "pages": {"models"},
    "orchestration": {"gongkai", "models", "assets", "pages"},
}
FORBIDDEN = {
    "gongkai": {"dagster", "duckdb", "polars", "pyarrow", "pandera", "dbt"},
    "models": {"dagster", "dbt"},
    "pages": {"dagster", "dbt"},
}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FOLDERS = {
    ".ci",
    "assets",
    "codebook",
    "dbt_project",
    "docs",
    "examples",
    "notebooks",
    "gongkai",
    "models",
    "orchestration",
    "pages",
    "samples",
    "tests",
}


def sources(room: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_what_they_may(room: str) -> None:
    for path, tree in sources(room):
        found = set(imported(tree))
        assert found & set(ROOMS) <= MAY_IMPORT[room] | {room}, path
        library = {"pyarrow"} if path.parent.name == "formats" else set()  # it reads Parquet and Zstandard
        assert not found & (FORBIDDEN.get(room, set()) - library), path
        assert "tests" not in found, path


def test_only_models_open_duckdb() -> None:
    for room in ("assets", "pages", "orchestration"):
        for path, tree in sources(room):
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert "duckdb.connect" not in calls, path


@pytest.mark.parametrize("room", ROOMS)
def test_files_and_functions_stay_short(room: str) -> None:
    for path, tree in sources(room):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path}: {node.name}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_what_belongs_in_it(room: str) -> None:
    for path, tree in sources(room):
        assert ast.get_docstring(tree), path


def test_the_codebook_holds_no_python() -> None:
    assert not list((ROOT / "codebook").rglob("*.py"))


def test_every_model_has_its_three_parts() -> None:
    """The SQL, its description and its contract bear one name."""
    for schema in ("intermediate", "marts"):
        folder = ROOT / "dbt_project" / "models" / schema
        queries = {path.stem for path in folder.glob("*.sql")}
        described = {
            model["name"] for path in folder.glob("*.yml") for model in yaml.safe_load(path.read_text())["models"]
        }
        promised = {table.address().table for table in tables(schema)}
        assert queries == described == promised, schema


def test_contracts_and_descriptions_name_the_same_columns() -> None:
    for schema in ("intermediate", "marts"):
        promised = {table.address().table: list(table.polars_schema()) for table in tables(schema)}
        for path in (ROOT / "dbt_project" / "models" / schema).glob("*.yml"):
            for model in yaml.safe_load(path.read_text())["models"]:
                columns = [column["name"] for column in model["columns"]]
                assert sorted(columns) == sorted(promised[model["name"]]), model["name"]
                assert all(column.get("description") for column in model["columns"]), model["name"]


def test_what_is_published_is_described_in_both_languages() -> None:
    """What dbt writes is compared in tests/warehouse/test_marts.py."""
    for table in tables("reference"):
        said = {"": table.to_schema().description or "", **table.column_descriptions()}
        assert [name for name, words in said.items() if words.isascii() or not words[:1].isascii()] == [], table


def test_every_contract_describes_every_column() -> None:
    for table in tables("raw", "reference", "staging"):
        assert table.to_schema().description, table
        missing = [name for name, description in table.column_descriptions().items() if not description]
        assert not missing, table


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Any:
    settings = Settings(tmp_path_factory.mktemp("data"), (ROOT / "samples",))
    return build_definitions(settings).resolve_asset_graph()


def test_the_graph_is_as_pinned(graph: Any) -> None:
    """Keys, groups and dependencies; after a meant change, rewrite tests/graph.txt from the message."""
    lines = []
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        parents = " ".join(sorted(".".join(parent.path) for parent in node.parent_keys))
        lines.append(f"{'.'.join(key.path)} [{node.group_name}] < {parents}".rstrip(" <"))
    assert "\n".join(lines) + "\n" == (ROOT / "tests" / "graph.txt").read_text(encoding="utf-8")


def test_every_table_is_an_asset_with_a_blocking_contract(graph: Any) -> None:
    keys = {key.path[0] + "." + key.path[1] for key in graph.get_all_asset_keys()}
    assert {str(table.address()) for table in tables()} | {"published.release"} == keys
    blocking = {check.asset_key.to_user_string() for check in graph.asset_check_keys if check.name == "contract"}
    assert {f"{table.address().schema}/{table.address().table}" for table in tables()} == blocking


def test_every_asset_has_an_owner_and_says_what_made_it(graph: Any) -> None:
    for key in graph.get_all_asset_keys():
        assert graph.get(key).owners == ["team:gongkai"], key
        assert "duckdb" in graph.get(key).kinds, key


def test_the_build_can_run_by_itself(tmp_path: Path) -> None:
    [schedule] = build_definitions(Settings(tmp_path, (ROOT / "samples",))).schedules or []
    assert schedule.job_name == "build"
    assert schedule.execution_timezone == "Asia/Shanghai"


def test_the_root_holds_nothing_unexpected() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    made = {".git", ".venv", "data", ".ruff_cache", ".mypy_cache", ".pytest_cache", ".hypothesis", "__pycache__"}
    assert folders - made == FOLDERS
