from dataclasses import dataclass

from salerno.nesting import inside


@dataclass(frozen=True)
class Box:
    label: str
    content: object = None


def test_inside_finds_everything_of_a_kind_in_order():
    value = (Box("a", (1, Box("b", "c"))), [Box("not looked into")], "d")

    assert list(inside(value, str)) == ["a", "b", "c", "d"]


def test_inside_does_not_look_into_what_it_found():
    assert [box.label for box in inside(Box("outer", Box("inner")), Box)] == ["outer"]
