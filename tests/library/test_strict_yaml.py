"""A strict YAML subset: everything is text, everything has a place, nothing is guessed."""

import json
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from salerno import strict_yaml
from salerno.errors import InputError, Place
from salerno.nesting import inside
from salerno.strict_yaml import (
    DEEPEST,
    Entries,
    Members,
    Text,
    node_of,
    read,
    read_documents,
    to_plain,
)

SAMPLE = """\
country: NO   # Norway
since: 2020-01-01
empty:
list:
  - yes
  - 'on'
  - {a: 0x10, b: [~]}
note: |
  two
  lines
"""

# text that survives JSON and YAML alike: no line ends that YAML would fold, no controls
letters = st.characters(
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\u2028\u2029\ufeff\ufffe\uffff",
)
words = st.text(letters, max_size=8)
plains = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def place(line, column):
    return Place("sample.yaml", line, column)


def message(content):
    with pytest.raises(InputError) as caught:
        read(content, name="f")
    return str(caught.value)


def test_every_scalar_stays_text():
    assert to_plain(read(SAMPLE, name="sample.yaml")) == {
        "country": "NO",
        "since": "2020-01-01",
        "empty": "",
        "list": ["yes", "on", {"a": "0x10", "b": ["~"]}],
        "note": "two\nlines\n",
    }


def test_every_value_has_its_place():
    node = read("a: b\nc:\n  - 'd'\n  - [e]\n", name="sample.yaml")

    assert node == Entries(
        (
            (Text("a", place(1, 1), False), Text("b", place(1, 4), False)),
            (
                Text("c", place(2, 1), False),
                Members(
                    (
                        Text("d", place(3, 5), True),
                        Members((Text("e", place(4, 6), False),), place(4, 5)),
                    ),
                    place(3, 3),
                ),
            ),
        ),
        place(1, 1),
    )


def test_columns_count_characters():
    node = read("é: {ü: 'x'}", name="sample.yaml")

    assert node.get("é").get("ü").place == place(1, 8)


@pytest.mark.parametrize(
    ("written", "quoted"), [("x", False), ("'x'", True), ('"x"', True), ("|-\n x", True)]
)
def test_text_knows_whether_it_was_quoted(written, quoted):
    assert read(written, name="sample.yaml") == Text("x", place(1, 1), quoted)


def test_entries_are_asked_by_key():
    node = read("a: x\nb: y\n", name="sample.yaml")

    assert node.keys() == ("a", "b")
    assert node.get("b") == Text("y", place(2, 4), False)
    assert node.get("c") is None


def test_documents_are_separate_and_know_their_lines():
    documents = read_documents("---\na: x\n---\n---\n# nothing\n---\nb\n...\n", name="sample.yaml")

    assert [to_plain(node) for node in documents] == [{"a": "x"}, "b"]
    assert documents[1].place == place(7, 1)


@pytest.mark.parametrize("content", ["", b"", "\n# nothing\n", "---\n---\n", "\ufeff"])
def test_empty_documents_are_dropped(content):
    assert read_documents(content, name="f") == ()


@pytest.mark.parametrize("content", ["''", "[]", "{}", "~"])
def test_documents_that_say_something_are_kept(content):
    assert len(read_documents(content, name="f")) == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("# nothing", "f: expected one document, found 0; write something"),
        (
            "a\n---\nb",
            "f:3:1: expected one document, found 2; leave out the line '---' between them",
        ),
    ],
)
def test_read_expects_one_document(content, expected):
    assert message(content) == expected


def test_bytes_and_byte_order_mark_read_like_text():
    assert read(b"\xef\xbb\xbfa: \xc3\xa9\r\n", name="f") == read("a: é\n", name="f")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: x\nb: y\na: z", "f:3:1: duplicate key 'a': it is already on line 1; keep one of them"),
        (
            "a: &b c",
            "f:1:4: an anchor or alias '&b'; "
            "write the value out, or quote text that begins with '&'",
        ),
        (
            "a: *b",
            "f:1:4: an anchor or alias '*b'; "
            "write the value out, or quote text that begins with '*'",
        ),
        (
            "*b : c",
            "f:1:1: an anchor or alias '*b'; "
            "write the value out, or quote text that begins with '*'",
        ),
        (
            "- &b [c]",
            "f:1:3: an anchor or alias '&b'; "
            "write the value out, or quote text that begins with '&'",
        ),
        (
            "a: !date 2020",
            "f:1:4: a tag '!date'; "
            "leave it out, everything is text, or quote text that begins with '!'",
        ),
        (
            "!!map {}",
            "f:1:1: a tag 'tag:yaml.org,2002:map'; "
            "leave it out, everything is text, or quote text that begins with '!'",
        ),
        ("a: x\n<<: {b: y}", "f:2:1: a merge key '<<': nothing is inherited; write the keys out"),
        (
            "{{ name }}: x",
            "f:1:1: a key that is no text: a bracket begins a list or a mapping; "
            "put text that begins with a bracket in quotes",
        ),
        ("%YAML 1.1\n---\na", "f:1:1: a directive; remove the line"),
        ("a: x\n%TAG ! tag:x\n", "f:2:1: a directive; remove the line"),
        ('a: "x\\0"', "f:1:4: an escape that is no character; remove it"),
    ],
)
def test_what_is_outside_the_subset_is_named(content, expected):
    assert message(content) == expected


def test_quoted_text_may_look_like_a_merge_key():
    assert to_plain(read("'<<': x", name="f")) == {"<<": "x"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a:\n\tb: c", "f:2:1: a tab where only blanks may be; indent with spaces"),
        ("a: b\n\tc", "f:2:1: a tab where only blanks may be; indent with spaces"),
        (
            "a: b: c",
            "f:1:5: cannot be read: mapping values are not allowed in this context; "
            "quote text that contains ': ', or mend the indentation",
        ),
        (
            "a: 'b\nc: d\n",
            "f:3:1: cannot be read: found unexpected end of stream, in what began on line 1; "
            "close the quote",
        ),
        (
            "a: [b, c\nd: e\n",
            "f:2:2: cannot be read: did not find expected ',' or ']', "
            "in what began on line 1; close the bracket, or put a comma between two values",
        ),
        (
            "a: - b",
            "f:1:4: cannot be read: block sequence entries are not allowed in this context; "
            "begin a list on a line of its own",
        ),
        (
            'a: "b" c',
            "f:1:8: cannot be read: did not find expected key; "
            "indent the keys of one mapping alike; nothing follows a closing quote",
        ),
        (
            "a: @b",
            "f:1:4: cannot be read: found character that cannot start any token; "
            "put text that begins with such a sign in quotes",
        ),
        (
            "  a: b\n c: d",
            "f:2:2: cannot be read: did not find expected <document start>; "
            "begin all keys in one column",
        ),
        (
            r'a: "C:\dir"',
            "f:1:7: cannot be read: found unknown escape character; "
            "write \\\\ for a backslash, or use single quotes",
        ),
    ],
)
def test_likely_mistakes_are_explained(content, expected):
    assert message(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: x\nb: \xe9t\xe9\n", "f:2: byte 8 (0xe9) is not UTF-8; save the file as UTF-8"),
        ("a: x".encode("utf-16"), "f:1: byte 0 (0xff) is not UTF-8; save the file as UTF-8"),
        (b"a: x\nb: \0\n", "f:2:4: U+0000 is no text; remove it; is it a text file?"),
        ("a: \x1b[1m", "f:1:4: U+001B is no text; remove it; is it a text file?"),
        ("a: x\u2028y", "f:1:5: U+2028 is no text; remove it; is it a text file?"),
        ("a: \ud83d", "f:1:4: U+D83D is no text; remove it; is it a text file?"),
    ],
)
def test_what_is_no_text_is_named(content, expected):
    assert message(content) == expected


def test_size_is_bounded():
    assert message(b"#" * 20_000_001) == (
        "f: too long by 1: at most 20,000,000 bytes are read; split the file"
    )


def test_number_of_values_is_bounded(monkeypatch):
    monkeypatch.setattr(strict_yaml, "MOST", 5)

    assert message("[a, b, c, d, e]") == "f:1:11: more than 5 values; split the file"


def test_forty_levels_are_read():
    assert json.dumps(to_plain(read("[" * 40 + "]" * 40, name="f"))) == "[" * 40 + "]" * 40


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("[" * 41 + "]" * 41, "f:1:41"),
        ("{a: " * 41 + "}" * 41, "f:1:161"),
        ("".join(" " * depth + "a:\n" for depth in range(42)), "f:41:41"),
        (b"[" * 10_000_000, "f:1:41"),
        (b"{a: " * 2_500_000, "f:1:161"),
        (b"- " * 5_000_000, "f:1:81"),
    ],
)
def test_depth_is_bounded(content, where):
    assert message(content) == f"{where}: more than 40 levels; flatten it"


def test_depth_is_bounded_without_the_compiled_parser(monkeypatch):
    monkeypatch.setattr(strict_yaml, "LOADER", yaml.SafeLoader)

    assert message("[" * 10_000) == "f:1:41: more than 40 levels; flatten it"


def test_both_parsers_read_the_same(monkeypatch):
    compiled = read(SAMPLE, name="sample.yaml")
    monkeypatch.setattr(strict_yaml, "LOADER", yaml.SafeLoader)

    assert read(SAMPLE, name="sample.yaml") == compiled


@given(plains, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_is_within_the_subset(plain, indent, ascii_only):
    written = json.dumps(plain, indent=indent, ensure_ascii=ascii_only)

    assert to_plain(read(written, name="f")) == plain


def test_json_escapes_of_one_character_are_joined():
    assert to_plain(read(r'{"a": "\ud83d\ude00 \\ud83d\\ude00"}', name="f")) == {
        "a": "\U0001f600 \\ud83d\\ude00"
    }


def test_json_numbers_and_words_are_text():
    assert to_plain(read('{"a":-1.50e3,"b":null,"c":[true]}', name="f")) == {
        "a": "-1.50e3",
        "b": "null",
        "c": ["true"],
    }


@given(plains)
def test_written_yaml_reads_back(plain):
    written = yaml.safe_dump(plain, allow_unicode=True, default_style="'")

    assert to_plain(read(written, name="f")) == plain


@given(st.text(st.sampled_from("ab:-[]{},'\"|>#%&*!? \n\t\\ud8~<"), max_size=30) | st.binary())
def test_any_input_is_read_or_refused_with_its_place(content):
    def outcome():
        try:
            return read_documents(content, name="f")
        except InputError as error:
            return str(error)

    first = outcome()

    assert isinstance(first, tuple) or first.startswith("f:")
    assert outcome() == first


def test_node_of_plain_values_is_the_node_of_their_json():
    plain = {"a": ["x", {"b": "no"}], "c": True, "d": 3, "e": Decimal("1.50"), "f": []}

    node = node_of(plain, place=Place("told"))

    assert to_plain(node) == {"a": ["x", {"b": "no"}], "c": "yes", "d": "3", "e": "1.50", "f": []}


def test_node_of_places_each_value_by_its_path():
    node = node_of({"a": ["x", {"b": "y"}]}, place=Place("told"))

    places = [str(kid.place) for kid in inside(node, Text)]
    assert places == ["told.a", "told.a[0]", "told.a[1].b", "told.a[1].b"]


@pytest.mark.parametrize("plain", [None, {"a": None}, [object()], {"a": "\0"}, "\ud800"])
def test_node_of_refuses_what_is_no_text(plain):
    with pytest.raises(InputError, match="expected a text"):
        node_of(plain, place=Place("told"))


def test_node_of_refuses_what_is_nested_too_deeply():
    plain = "x"
    for _ in range(DEEPEST + 1):
        plain = [plain]

    with pytest.raises(InputError, match="more than 40 levels"):
        node_of(plain, place=Place("told"))
