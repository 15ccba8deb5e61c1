"""The pages of Dagster on this machine: a real web server runs the job through GraphQL."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.settings import HOME, Settings
from orchestration.ui import command

LOCATION = {"repositoryLocationName": "gongkai", "repositoryName": "__repository__"}
LAUNCH = """
mutation Launch($selector: JobOrPipelineSelector!) {
  launchRun(executionParams: {selector: $selector, runConfigData: {}}) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}
"""
STATUS = "query Status($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
ASSETS = """
{ assetNodes {
    assetKey { path } groupName description
    assetMaterializations(limit: 1) { runId metadataEntries { label } }
    assetChecksOrError { ... on AssetChecks { checks {
      name blocking executionForLatestMaterialization { status evaluation { success severity } }
    } } }
} }
"""


class Server:
    """A running web server and what it is asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            found = json.load(answer)
        assert "errors" not in found, found
        return found["data"]

    def wait(self, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                self.ask("{ version }")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.5)
            else:
                return
        raise TimeoutError("the web server did not come up")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    before = dict(os.environ)
    Settings(folder / "data", (HOME / "samples",)).enter()
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command(port), cwd=HOME, stdout=log, stderr=log, start_new_session=True)
    try:
        served = Server(port)
        served.wait()
        yield served
    finally:
        end(process)
        os.environ.clear()
        os.environ.update(before)


def end(process: subprocess.Popen[bytes]) -> None:
    """End the server and the processes it started, which share its process group."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ending)
            process.wait(20)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def test_the_whole_graph_materializes_from_the_pages(server: Server) -> None:
    launched = server.ask(LAUNCH, selector=LOCATION | {"pipelineName": "build"})["launchRun"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run = launched["run"]["runId"]
    deadline = time.monotonic() + 300
    status = "QUEUED"
    while status not in ("SUCCESS", "FAILURE", "CANCELED") and time.monotonic() < deadline:
        time.sleep(1)
        status = server.ask(STATUS, id=run)["runOrError"]["status"]
    assert status == "SUCCESS"
    nodes = server.ask(ASSETS)["assetNodes"]
    assert len(nodes) == len((Path(__file__).parents[1] / "graph.txt").read_text(encoding="utf-8").splitlines())
    for node in nodes:
        name = ".".join(node["assetKey"]["path"])
        assert node["description"], name
        assert node["assetMaterializations"][0]["runId"] == run, name
        labels = {entry["label"] for entry in node["assetMaterializations"][0]["metadataEntries"]}
        assert "preview" in labels, name
        if name != "published.release":
            assert "dagster/row_count" in labels, name
            checks = {check["name"]: check for check in node["assetChecksOrError"]["checks"]}
            assert checks["contract"]["blocking"], name
            assert checks["contract"]["executionForLatestMaterialization"]["status"] == "SUCCEEDED", name


def test_it_listens_on_this_machine_only(server: Server) -> None:
    port = int(server.url.split(":")[2].split("/")[0])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    addresses = {line.split()[1] for line in listening.splitlines() if f":{port:04X} " in line and " 0A " in line}
    assert addresses == {f"0100007F:{port:04X}"}
