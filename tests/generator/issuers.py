"""Who reports: a government, an organ or a township, its names, and the words by which it speaks of itself."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Issuer:
    """An office; `words` are lists for skeletons, `scopes` what some of them say about whose figures follow."""

    kind: str
    name: str
    short: str
    signature: str
    words: dict[str, tuple[str, ...]]
    scopes: dict[str, str]


@cache
def _sheet() -> dict[str, Any]:
    path = Path(__file__).parent / "language" / "issuers.yml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def draw_issuer(dice: random.Random) -> Issuer:
    """Some office."""
    sheet = _sheet()
    kind = dice.choice(list(sheet["kinds"]))
    shape = sheet["kinds"][kind]
    place = dice.choice(sheet["places"])
    names = {**place, "organ": dice.choice(sheet["organs"]), "town": dice.choice(sheet["towns"])}
    names["p"] = {"县": "县", "区": "区"}.get(place["county"][-1], "市")
    words = {name: tuple(word.format(**names) for word in own) for name, own in shape["words"].items()}
    words |= {
        "road": (dice.choice(sheet["roads"]),),
        "organ": (names["organ"],),
        **{name: (word,) for name, word in place.items()},
    }
    filled = {name: shape[name].format(**names) for name in ("name", "short", "signature")}
    if dice.random() < 0.2 and kind != "city":
        filled["short"] = place["city"] + filled["short"].removeprefix(place["city"])
    return Issuer(kind=kind, words=words, scopes=sheet["scopes"][kind], **filled)
