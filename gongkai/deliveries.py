"""What those who deliver a file say about it: its address, title, issuer, dates.

Belongs here: finding these in a row by the names of `codebook/deliveries.yml`. Does not: reading rows (`formats/`), and
what is made of the words (`identify.py`): they are hints, and the document comes first.
"""

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

LONGEST = 2000  # characters of a value that is kept; what is longer is content
IGNORED_SIGNS = re.compile(r"[\s_\-]+")


class DeliveryNamesError(ValueError):
    """The names cannot be used; the message names file and field."""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said about a file, as it was said; empty where nothing is."""

    url: str = ""
    title: str = ""
    issuer: str = ""
    published: str = ""
    retrieved: str = ""
    encoding: str = ""
    media_type: str = ""
    other: str = ""  # every other field, as JSON

    def __bool__(self) -> bool:
        return self != NOTHING

    def completed(self, more: "Said") -> "Said":
        """With what another says where this is silent."""
        pairs = ((name, getattr(self, name) or getattr(more, name)) for name in self.__struct_fields__)
        return Said(**dict(pairs))

    def as_json(self) -> str:
        """As it is stored with a document; empty if nothing is said."""
        return msgspec.json.encode(self).decode() if self else ""


NOTHING = Said()


def said_in(text: str) -> Said:
    """What `as_json` made of it."""
    return msgspec.json.decode(text, type=Said) if text else NOTHING


class DeliveryNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names that columns and fields have, and those of manifests; normalized by `load_delivery_names`."""

    manifests: frozenset[str]
    content: tuple[str, ...]
    base64: tuple[str, ...]
    file_name: tuple[str, ...]
    url: tuple[str, ...]
    title: tuple[str, ...]
    issuer: tuple[str, ...]
    published: tuple[str, ...]
    retrieved: tuple[str, ...]
    encoding: tuple[str, ...]
    media_type: tuple[str, ...]

    def found(self, field: str, row: Mapping[str, Any]) -> tuple[str | None, Any]:
        """The name and the value of the first column of `row` that is called so and has a value."""
        columns = {_plain(name): name for name in reversed(list(row))}
        for name in getattr(self, field):
            column = columns.get(name)
            if column is not None and row[column] not in (None, "", b""):
                return column, row[column]
        return None, None

    def has_content(self, names: list[str]) -> bool:
        """Whether one of the columns holds documents."""
        return not {_plain(name) for name in names}.isdisjoint((*self.content, *self.base64))

    def said(self, row: Mapping[str, Any]) -> Said:
        r"""What a row says about the file or the document in it.

        >>> names = DeliveryNames(frozenset(), ("text",), (), (), ("url",), ("标题",), (), (), (), (), ())
        >>> names.said({"URL": "http://a.gov.cn/1", "标题": "年报", "text": "…", "栏目": "公开"}).as_json()
        '{"url":"http://a.gov.cn/1","title":"年报","other":"{\\"栏目\\": \\"公开\\"}"}'
        """
        found = {field: self.found(field, row) for field in Said.__struct_fields__ if field != "other"}
        content = {_plain(name) for name in row} & {*self.content, *self.base64}
        taken = {name for name, _ in found.values()}
        rest = {
            kept(name): kept(value)
            for name, value in row.items()
            if name not in taken and _plain(name) not in content and value not in (None, "", b"")
        }
        other = json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""
        return Said(**{field: kept(value) for field, (_, value) in found.items() if value is not None}, other=other)


def load_delivery_names(folder: Path) -> DeliveryNames:
    """The names of `deliveries.yml` in the codebook. Raises DeliveryNamesError with file and field."""
    loader, path = getattr(yaml, "CSafeLoader", yaml.SafeLoader), folder / "deliveries.yml"
    try:
        names = msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=loader), type=DeliveryNames)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DeliveryNamesError(f"{path}: {error}") from error
    plain = {field: tuple(map(_plain, getattr(names, field))) for field in names.__struct_fields__}
    return DeliveryNames(**plain | {"manifests": frozenset(names.manifests)})  # type: ignore[arg-type]


@functools.lru_cache(4096)
def _plain(name: str) -> str:
    return IGNORED_SIGNS.sub("", name).lower()


def kept(value: Any) -> str:
    """A value as text, on one line and without half characters."""
    text = value if isinstance(value, str) else str(value)
    return " ".join(text[:LONGEST].split()).encode("utf-8", "replace").decode()
