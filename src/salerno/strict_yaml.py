"""A strict YAML subset whose every value knows its place.

Every scalar stays text, so `NO` is Norway and 2020-01-01 is ten characters; an empty value
is the empty text. Anchors, aliases, tags, directives, merge keys and duplicate keys are
errors. JSON documents are within the subset. The depth is checked as parser events come,
so no input can exhaust the interpreter's stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import yaml
from yaml import events as said

from salerno.errors import InputError, Place

DEEPEST = 40
LARGEST = 20_000_000  # bytes
MOST = 2_000_000  # values; they fill about 400 MB of memory
MOST_PER_LETTER = 4  # no text holds more; '[?,?,' holds 2
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# controls, surrogates, line ends that editors do not count, inner byte order marks
FOREIGN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
DIRECTIVE = re.compile("^%[A-Z]", re.MULTILINE)
JSON_STARTS = ("{", "[", '"')
SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)
NOT_TEXT = re.compile("[\0\ud800-\udfff]")
LIKELY = (  # a part of what the parser says, and what to do in the likeliest case
    ("mapping values are not", "quote text that contains ': ', or mend the indentation"),
    ("sequence entries are not", "begin a list on a line of its own"),
    ("unknown escape", "write \\\\ for a backslash, or use single quotes"),
    ("Unicode", "write the character itself"),
    ("unexpected end of stream", "close the quote"),
    ("',' or ", "close the bracket, or put a comma between two values"),
    ("expected ':'", "write 'key: value' with a blank after the colon"),
    ("expected key", "indent the keys of one mapping alike; nothing follows a closing quote"),
    ("<block end>", "indent the keys of one mapping alike; nothing follows a closing quote"),
    ("expected '-'", "indent the values of one list alike, each after '- '"),
    ("unexpected document", "close the quote"),
    ("<document start>", "begin all keys in one column"),
    ("", "put text that begins with such a sign in quotes"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `quoted` is true for quoted and block text."""

    value: str
    place: Place
    quoted: bool


@dataclass(frozen=True, slots=True)
class Members:
    """A list."""

    values: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping in the order it was written; its keys are distinct."""

    pairs: tuple[tuple[Text, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return the value of a key, in time linear in the number of keys."""
        for name, node in self.pairs:
            if name.value == key:
                return node
        return None

    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order they were written."""
        return tuple(name.value for name, _ in self.pairs)


Node: TypeAlias = Text | Members | Entries
Event: TypeAlias = Any  # what an event holds depends on its type
Pull: TypeAlias = Callable[[], Event]
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def read_documents(content: str | bytes, *, name: str) -> tuple[Node, ...]:
    """Read documents separated by `---`, dropping empty ones.

    Raises InputError with the place for whatever lies outside the subset, for more than
    40 levels, 20 MB or 2,000,000 values, and for bytes that are not UTF-8.
    """
    return tuple(
        node
        for node in _documents(_checked(content, name=name), name=name)
        if not isinstance(node, Text) or node.value or node.quoted
    )


def read(content: str | bytes, *, name: str) -> Node:
    """Read exactly one document."""
    documents = read_documents(content, name=name)
    if len(documents) != 1:
        raise InputError(
            f"expected one document, found {len(documents)}",
            where=documents[1].place if documents else Place(name),
            fix="leave out the line '---' between them" if documents else "write something",
        )
    return documents[0]


def to_plain(node: Node) -> Plain:
    """Return text, lists and dictionaries without their places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Members):
        return [to_plain(value) for value in node.values]
    return {key.value: to_plain(value) for key, value in node.pairs}


def node_of(plain: object, *, place: Place, depth: int = 0) -> Node:
    """The node of texts, lists and keys, as JSON gives them; each is placed by its path.

    A number is the text it is written as, a truth is `yes` or `no`. Raises InputError for anything
    else and for more than 40 levels.
    """
    if depth > DEEPEST:
        raise InputError(f"more than {DEEPEST} levels", where=place, fix="nest less deeply")
    if isinstance(plain, dict):
        keys = [_name(key, place) for key in plain]
        kids = _nodes(plain.values(), [key.place for key in keys], depth)
        return Entries(tuple(zip(keys, kids, strict=True)), place)
    if isinstance(plain, list | tuple):
        places = [Place(f"{place.name}[{number}]") for number in range(len(plain))]
        return Members(_nodes(plain, places, depth), place)
    return Text(_scalar(plain, place), place, quoted=False)


def _nodes(values: Iterable[object], places: Iterable[Place], depth: int) -> tuple[Node, ...]:
    pairs = zip(values, places, strict=True)
    return tuple([node_of(value, place=place, depth=depth + 1) for value, place in pairs])


def _name(key: object, place: Place) -> Text:
    return Text(_scalar(key, place), Place(f"{place.name}.{key}"), quoted=False)


def _scalar(plain: object, place: Place) -> str:
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, int | float | Decimal):
        return format(plain, "f") if isinstance(plain, Decimal) else str(plain)
    if not isinstance(plain, str) or NOT_TEXT.search(plain):
        raise InputError("expected a text, a list, or keys and values", where=place)
    return plain


def _checked(content: str | bytes, *, name: str) -> str:
    if len(content) > LARGEST:
        raise InputError(
            f"too long by {len(content) - LARGEST:,}",
            where=Place(name),
            why=f"at most {LARGEST:,} bytes are read",
            fix="split the file",
        )
    text = _decoded(content, name=name) if isinstance(content, bytes) else content
    text = text.removeprefix("\ufeff")
    if found := FOREIGN.search(text):
        what = f"U+{ord(found[0]):04X} is no text"
        raise InputError(what, where=_place_of(found, name), fix="remove it; is it a text file?")
    if found := DIRECTIVE.search(text):
        raise InputError("a directive", where=_place_of(found, name), fix="remove the line")
    return SURROGATES.sub(_joined, text) if text.lstrip()[:1] in JSON_STARTS else text


def _decoded(content: bytes, *, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8",
            where=Place(name, content.count(b"\n", 0, error.start) + 1),
            fix="save the file as UTF-8",
        ) from error


def _place_of(found: re.Match[str], name: str) -> Place:
    text, start = found.string, found.start()
    return Place(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _joined(pair: re.Match[str]) -> str:
    # JSON writes a character beyond U+FFFF as two escapes, YAML as one
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08x}"


def _documents(text: str, *, name: str) -> list[Node]:
    loader = LOADER(text.encode())
    pull: Pull = loader.get_event
    if len(text) > MOST // MOST_PER_LETTER:
        pull = _counted(pull, name=name)
    documents = []
    try:
        while event := pull():
            if type(event) is said.DocumentStartEvent:
                documents.append(_node(pull(), pull, name, 1))
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text, name=name) from error
    finally:
        loader.dispose()
    return documents


def _counted(pull: Pull, *, name: str) -> Pull:
    """The events one by one, and an error for the first that is too many."""
    left = MOST

    def counted() -> Event:
        nonlocal left
        event = pull()
        if left < 0:
            raise InputError(
                f"more than {MOST:,} values", where=_place(event, name), fix="split the file"
            )
        left -= 1
        return event

    return counted


def _unreadable(error: yaml.MarkedYAMLError, text: str, *, name: str) -> InputError:
    problem, began = str(error.problem), error.context_mark
    mark: Any = error.problem_mark  # every error of a scanner or parser has one
    where = Place(name, mark.line + 1, mark.column + 1)
    line = [*text.splitlines(), ""][mark.line]
    if "tab character" in problem or line[mark.column : mark.column + 1] == "\t":
        return InputError("a tab where only blanks may be", where=where, fix="indent with spaces")
    if began and began.line != mark.line:
        problem += f", in what began on line {began.line + 1}"
    fix = next(fix for part, fix in LIKELY if part in problem)
    return InputError("cannot be read", where=where, why=problem, fix=fix)


def _place(event: yaml.Event, name: str) -> Place:
    mark: Any = event.start_mark  # every event of a parser has one
    return Place(name, mark.line + 1, mark.column + 1)


def _node(event: Event, pull: Pull, name: str, depth: int) -> Node:
    if event.anchor is not None or event.tag is not None:
        raise _outside(event, name)
    if type(event) is said.ScalarEvent:
        return _text(event, name)
    place = _place(event, name)
    if depth > DEEPEST:
        raise InputError(f"more than {DEEPEST} levels", where=place, fix="flatten it")
    if type(event) is said.SequenceStartEvent:
        return Members(_values(pull, name, depth + 1), place)
    return Entries(_pairs(pull, name, depth + 1), place)


def _values(pull: Pull, name: str, depth: int) -> tuple[Node, ...]:
    values = []
    while type(event := pull()) is not said.SequenceEndEvent:
        values.append(_node(event, pull, name, depth))
    return tuple(values)


def _pairs(pull: Pull, name: str, depth: int) -> tuple[tuple[Text, Node], ...]:
    pairs: dict[str, tuple[Text, Node]] = {}
    while type(event := pull()) is not said.MappingEndEvent:
        key = _key(event, name)
        if key.value in pairs:
            first = pairs[key.value][0].place.line
            raise InputError(
                f"duplicate key '{key.value}'",
                where=key.place,
                why=f"it is already on line {first}",
                fix="keep one of them",
            )
        pairs[key.value] = key, _node(pull(), pull, name, depth)
    return tuple(pairs.values())


def _key(event: Event, name: str) -> Text:
    if event.anchor is not None or event.tag is not None:
        raise _outside(event, name)
    if type(event) is not said.ScalarEvent:
        raise InputError(
            "a key that is no text",
            where=_place(event, name),
            why="a bracket begins a list or a mapping",
            fix="put text that begins with a bracket in quotes",
        )
    key = _text(event, name)
    if key.value == "<<" and not key.quoted:
        raise InputError(
            "a merge key '<<'",
            where=key.place,
            why="nothing is inherited",
            fix="write the keys out",
        )
    return key


def _text(event: said.ScalarEvent, name: str) -> Text:
    value: str = event.value
    place = _place(event, name)
    if event.style == '"' and NOT_TEXT.search(value):
        raise InputError("an escape that is no character", where=place, fix="remove it")
    return Text(value, place, bool(event.style))


def _outside(event: Event, name: str) -> InputError:
    if event.anchor is not None:
        sign = "*" if isinstance(event, said.AliasEvent) else "&"
        what, fix = f"an anchor or alias '{sign}{event.anchor}'", "write the value out"
    else:
        sign, what, fix = "!", f"a tag '{event.tag}'", "leave it out, everything is text"
    fix = f"{fix}, or quote text that begins with '{sign}'"
    return InputError(what, where=_place(event, name), fix=fix)
