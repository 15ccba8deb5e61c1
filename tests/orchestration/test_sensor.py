"""The sensor of the inbox: a build when files have arrived and stay as they are, once."""

import dataclasses
from pathlib import Path

import dagster as dg
import pytest

from assets.inbox import Inbox
from orchestration import sensors
from orchestration.definitions import build_definitions
from orchestration.freshness import fingerprint, remember
from orchestration.inbox import inbox_of
from orchestration.settings import Settings


class Clock:
    now = 1000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(sensors, "time", clock)
    return clock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "甲.txt").write_text("示例县2010年报")
    return Settings(tmp_path / "data", (inbox,), quiet=45)


class Sensor:
    """The sensor, looked at as the daemon does."""

    def __init__(self, settings: Settings) -> None:
        [self._sensor] = build_definitions(settings).sensors or []
        self._cursor: str | None = None

    def starts(self) -> bool:
        result = self._sensor(dg.build_sensor_context(cursor=self._cursor))
        assert isinstance(result, dg.SensorResult)
        self._cursor = result.cursor
        assert bool(result.run_requests) != bool(result.skip_reason)
        return bool(result.run_requests)


def test_a_build_starts_when_files_stay_as_they_are_and_once(settings: Settings, clock: Clock) -> None:
    sensor, growing = Sensor(settings), settings.inbox[0] / "乙.zip"
    assert not sensor.starts()
    for size in range(3):  # a file that is being written
        growing.write_bytes(b"PK" * size)
        clock.now += 60
        assert not sensor.starts()
    clock.now += 30
    assert not sensor.starts()
    clock.now += 30
    assert sensor.starts()
    clock.now += 600
    assert not sensor.starts()


def test_what_is_removed_and_comes_back_is_something_new_each_time(settings: Settings, clock: Clock) -> None:
    sensor, file = Sensor(settings), settings.inbox[0] / "乙.txt"
    file.write_text("示例县2011年报")
    away = settings.data.parent / "away.txt"
    for source, target in ((file, away), (away, file), (file, away)):
        source.rename(target)
        clock.now += 100
        assert not sensor.starts()
        clock.now += 100
        assert sensor.starts()


def test_an_empty_inbox_starts_nothing(settings: Settings, clock: Clock) -> None:
    (settings.inbox[0] / "甲.txt").unlink()
    sensor = Sensor(settings)
    for _ in range(3):
        clock.now += 100
        assert not sensor.starts()


def test_what_the_command_line_has_built_is_not_built_again(settings: Settings, clock: Clock) -> None:
    published = settings.published
    published.mkdir(parents=True)
    for name in ("release.json", "gongkai.duckdb"):
        (published / name).write_text("{}")
    remember(settings, fingerprint(list(inbox_of(settings).deliveries())), 0, "went well")
    sensor = Sensor(settings)
    for _ in range(3):
        clock.now += 100
        assert not sensor.starts()
    assert Sensor(dataclasses.replace(settings, inbox=(settings.inbox[0] / "甲.txt",))).starts() is False


def test_an_inbox_that_cannot_be_listed_starts_nothing(
    settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Inbox) -> list[object]:
        raise sensors.DeliveryNamesError("deliveries.yml: wrong")

    monkeypatch.setattr(Inbox, "deliveries", broken)
    assert not Sensor(settings).starts()
