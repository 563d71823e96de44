"""Filling in forms as browsers do: what a form shows, sent back as it stands."""

import html5lib
from django.http import QueryDict

NAME = "{http://www.w3.org/1999/xhtml}"


def shown_in(markup):
    """Return what a browser would send of the controls in some markup, touched by nobody."""
    found = QueryDict(mutable=True)
    for node in html5lib.parseFragment(markup).iter():
        name = node.get("name") if isinstance(node.tag, str) else None
        if name:
            for value in _values(node):
                found.appendlist(name, value)
    return found


def _values(node):
    tag = node.tag.removeprefix(NAME)
    if tag == "select":
        options = [own for own in node.iter() if own.tag == f"{NAME}option"]
        chosen = [own for own in options if own.get("selected") is not None] or options[:1]
        return [own.get("value", "") for own in chosen]
    if node.get("type") in ("checkbox", "radio"):
        return [node.get("value", "on")] if node.get("checked") is not None else []
    return [node.get("value", "")]
