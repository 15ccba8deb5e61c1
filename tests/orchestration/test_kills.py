"""Builds killed at random moments, a few times; `make kills` does it for longer."""

import random
from pathlib import Path

from tests.kills import Trial, make_inboxes


def test_a_killed_build_is_finished_by_the_next_one(tmp_path: Path) -> None:
    trial = Trial(tmp_path, random.Random(7))
    inbox = make_inboxes(tmp_path)[1]
    whole = trial.uninterrupted(inbox)
    assert whole
    with trial.reader([whole]):
        trial.interrupted(inbox, whole, most=3)
    assert trial.kills >= 1
    assert trial.differences == []
