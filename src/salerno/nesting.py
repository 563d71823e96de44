"""Looking inside frozen values, whatever they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

T = TypeVar("T")


def inside(value: object, kind: type[T]) -> Iterator[T]:
    """Everything of that kind in a value, its tuples and its fields, in order, perhaps repeatedly.

    What is found is not looked into further. O(size).
    """
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from inside(part, kind)
    elif is_dataclass(value):
        for own in fields(value):
            yield from inside(getattr(value, own.name), kind)
