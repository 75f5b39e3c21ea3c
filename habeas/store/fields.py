"""How the core's values stand in a table: a column a field, in the order of the struct.

A new field of a struct is a new column, read and written with the rest; a migration adds it to stored rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from habeas.core.time import Millis
from habeas.store.text import join_ids, to_json

T = TypeVar("T", bound=Struct)
WORD = String(20)


@dataclass(frozen=True, slots=True)
class Kind:
    """A column's type, and how a value is read from it and written to it (None: as it is); NULL is None."""

    type: TypeEngine[Any]
    read: Callable[[Any], Any] | None = None
    write: Callable[[Any], Any] | None = None
    nullable: bool = False


class Fields(Generic[T]):
    """`read` makes a value of a row of exactly these columns in this order; `write` makes the row."""

    def __init__(self, struct: type[T]) -> None:
        hints = get_type_hints(struct, include_extras=True)
        self._kinds = {name: _kind(hints[name]) for name in struct.__struct_fields__}
        self.names = struct.__struct_fields__
        self.read: Callable[[Sequence[Any]], T] = _reader(struct, self._kinds)
        self.write: Callable[[T], tuple[Any, ...]] = _writer(self._kinds)

    def columns(
        self, key: str, sizes: Mapping[str, String], items: Mapping[str, SchemaItem] | None = None
    ) -> list[Column[Any]]:
        """`key` is the primary key; `sizes` of plain texts (else unbounded); `items`: a reference, say."""
        return [
            Column(
                name,
                sizes.get(name, kind.type),
                *([items[name]] if items and name in items else []),
                primary_key=name == key,
                nullable=kind.nullable,
            )
            for name, kind in self._kinds.items()
        ]

    def values(self, struct: T) -> dict[str, Any]:
        """What the columns keep, by name."""
        return dict(zip(self.names, self.write(struct), strict=True))


# Each is one function for all fields, as if written by hand: a board of thousands is read in milliseconds.
def _reader(struct: type[T], kinds: Mapping[str, Kind]) -> Callable[[Sequence[Any]], T]:
    fields = [f"{name}={_conversion(name, kind.read, kind)}" for name, kind in kinds.items()]
    source = f"def convert(row):\n    ({', '.join(kinds)},) = row\n    return struct({', '.join(fields)})"
    return _compile(source, {name: kind.read for name, kind in kinds.items()} | {"struct": struct})


def _writer(kinds: Mapping[str, Kind]) -> Callable[[T], tuple[Any, ...]]:
    fields = [_conversion(f"struct.{name}", kind.write, kind) for name, kind in kinds.items()]
    source = f"def convert(struct):\n    return ({', '.join(fields)},)"
    return _compile(source, {name: kind.write for name, kind in kinds.items()})


def _conversion(value: str, convert: Callable[[Any], Any] | None, kind: Kind) -> str:
    if convert is None:
        return value
    call = f"convert_{value.rpartition('.')[2]}({value})"
    return f"None if {value} is None else {call}" if kind.nullable else call


def _compile(source: str, names: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Made of nothing but the names of a struct's fields."""
    scope = {name if name == "struct" else f"convert_{name}": value for name, value in names.items()}
    exec(source, scope)
    convert: Callable[[Any], Any] = scope["convert"]
    return convert


def _kind(hint: Any) -> Kind:
    if get_origin(hint) in (Union, UnionType):
        (present,) = (arg for arg in get_args(hint) if arg is not type(None))
        return replace(_kind(present), nullable=True)
    if hint == Millis:
        return Kind(BigInteger())
    return _plain_kind(get_args(hint)[0] if get_origin(hint) is Annotated else hint)


def _plain_kind(hint: Any) -> Kind:
    plain: dict[Any, TypeEngine[Any]] = {str: Text(), int: Integer(), bool: Boolean()}
    if hint in plain:
        return Kind(plain[hint])
    if get_origin(hint) is frozenset:
        return Kind(Text(), lambda text: frozenset(text.split()), join_ids)
    if get_origin(hint) is tuple:
        return Kind(Text(), lambda text: tuple(text.split()), " ".join)
    if issubclass(hint, StrEnum):
        # Looked up, not constructed.
        return Kind(WORD, {member.value: member for member in hint}.__getitem__, str.__str__)
    if issubclass(hint, Struct):
        # Few values, stamped on many rows.
        return Kind(Text(), _cache(partial(msgspec.json.decode, type=hint)), _cache(to_json))
    raise TypeError(f"no column keeps a {hint}")


def _cache(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lru_cache(maxsize=256)(convert)
