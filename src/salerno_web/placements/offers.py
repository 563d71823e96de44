"""A rotation as a coordinator fills it in, and as the document that is published: one to another.

What the form does not know of a document stays in it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any as Anything

from django.utils.text import slugify

from salerno.periods import ONE_DAY
from salerno.placements.lines import Line, demands_of
from salerno.placements.lines import lines_of as lines_in
from salerno.placements.locations import LEVELS
from salerno.placements.templates import templates
from salerno_web.atlas.queries import facts
from salerno_web.placements.line_forms import lines_told

PLAIN = ("at", "kind", "specialty", "setting", "status")
LISTS = ("may", "may-not", "notes")
TERMS = ("waitlist", "release", "agreement", "yes-or-no")
BOUNDS = ("seats", "lead")
Document = dict[str, Anything]
Told = Mapping[str, Anything]


def told_by(document: Document, *, today: date) -> dict[str, Anything]:
    """What a form shows of a document, of its windows the first that is not over."""
    terms, asks = document.get("terms", {}), document.get("asks", [])
    return {
        **{name: document.get(name, "") for name in PLAIN},
        "title": _words(document.get("title", "")),
        "specialty": str(document.get("specialty", "")).replace("-", " "),
        "languages": ", ".join(document.get("languages", [])),
        "supervisors": "\n".join(document.get("supervisors", [])),
        **{name: "\n".join(map(_words, document.get(name, []))) for name in LISTS},
        "booking": terms.get("booking", "request"),
        "grace": int(terms.get("grace", 7)),
        "hold": int(terms.get("hold", 48)),
        **{name: terms.get(name, "yes" if name == "waitlist" else "no") == "yes" for name in TERMS},
        **_fees_told(document.get("fees", [])),
        **_window_told(_window_ahead(document, today)),
        "templates": [one["id"] for one in asks if one.get("id") in templates()],
        "waived": _waived(document),
        **lines_told(lines_of(document)),
    }


def lines_of(document: Document) -> list[Line]:
    """What a document asks that the form shows line by line."""
    known = facts().vocabulary
    asks = (one for one in document.get("asks", []) if one.get("id") not in templates())
    return [line for one in asks for line in lines_in(one, vocabulary=known)]


def _words(texts: Anything) -> str:
    return (
        str(texts.get("en") or next(iter(texts.values()), ""))
        if isinstance(texts, dict)
        else str(texts)
    )


def _fees_told(fees: Iterable[Document]) -> dict[str, Anything]:
    known = {one.get("for"): str(one.get("amount", "")) for one in fees}
    amounts = {name: known.get(name, "").split(" ") for name in ("deposit", "placement")}
    currency = next((parts[1] for parts in amounts.values() if len(parts) == 2), "")
    deposit = next((one for one in fees if one.get("for") == "deposit"), {})
    weeks = re.match(r"(\d+) weeks before", str(_until(deposit)))
    return {
        "deposit": amounts["deposit"][0],
        "fee": amounts["placement"][0],
        **({"currency": currency} if currency else {}),
        "refund": int(weeks[1]) if weeks else None,
    }


def _until(fee: Document) -> Anything:
    refunds = fee.get("refunds")
    return refunds[0].get("until", "") if isinstance(refunds, list) and refunds else ""


def _window_ahead(document: Document, today: date) -> Document:
    windows: list[Document] = document.get("windows", [])
    return next((one for one in windows if _days(one)[1] >= today), {})


def _days(window: Document) -> tuple[date, date]:
    first, _dots, last = str(window["open"]).partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)


def _window_told(window: Document) -> dict[str, Anything]:
    if not window:
        return {}
    first, last = _days(window)
    least, _dots, most = str(window.get("weeks", "1..52")).partition("..")
    return {
        "first": first,
        "last": last,
        "least": int(least),
        "most": int(most or least),
        "seats": int(window["seats"]),
        "per": window.get("per", "week"),
        "party": int(window.get("party", 1)),
        "lead": int(window.get("lead", 0)),
        "each_school": window.get("each-school"),
        "closed": "\n".join(window.get("closed", [])),
    }


def document_of(told: Told, earlier: Document, *, today: date) -> Document:
    """The document that a form says, in the place of an earlier one of the same id, if any."""
    found = {**earlier, **{name: told[name] for name in PLAIN}}
    found["rotation"] = earlier.get("rotation") or new_id(told)
    found["title"] = {**_texts(earlier.get("title")), "en": told["title"]}
    found["languages"] = [word.strip() for word in told["languages"].split(",") if word.strip()]
    found["supervisors"] = _lines(told["supervisors"])
    found |= {name: _same(earlier.get(name, []), _lines(told[name])) for name in LISTS}
    found["terms"] = _terms(told, earlier.get("terms", {}))
    found["fees"] = _fees(told, earlier.get("fees", []))
    found["windows"] = _windows(told, earlier, today)
    found["asks"] = _asks(told, earlier.get("asks", []))
    found["stated"] = today.isoformat()
    return _without_empty(found)


def new_id(told: Told) -> str:
    """The id of a rotation that has none: where it is, and its title."""
    return f"{told['at']}/{slugify(told['title'])[:60] or told['kind']}"


def _texts(told: Anything) -> dict[str, str]:
    return told if isinstance(told, dict) else {}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(earlier: list[Anything], lines: list[str]) -> list[Anything]:
    """The lines, each with the other languages that it had where it is the same."""
    known = {_words(texts): texts for texts in earlier}
    return [known.get(line, line) for line in lines]


def _terms(told: Told, earlier: Document) -> Document:
    flags = {name: "yes" if told[name] else "no" for name in TERMS}
    numbers = {name: str(told[name]) for name in ("grace", "hold") if told[name] is not None}
    return {**earlier, "booking": told["booking"], **numbers, **flags}


def _fees(told: Told, earlier: list[Document]) -> list[Document]:
    """The two usual fees as told, each as it was where nothing of it changed, and all others."""
    before = _fees_told(earlier)
    rest = [one for one in earlier if one.get("for") not in ("deposit", "placement")]
    known = {one.get("for"): one for one in earlier}
    found = []
    for purpose, name in (("deposit", "deposit"), ("placement", "fee")):
        amount = "" if told[name] is None else f"{told[name].normalize():f}"
        same = (amount, told["currency"]) == (before[name], before.get("currency"))
        if purpose in known and same and told["refund"] == before["refund"]:
            found.append(known[purpose])
        elif amount and told[name]:
            found.append(_fee(purpose, amount, told))
    return [*found, *rest]


def _fee(purpose: str, amount: str, told: Told) -> Document:
    weeks = told["refund"]
    back = [{"share": "100 %", "until": f"{weeks} weeks before event"}] if weeks else "none"
    more = {"unit": "week", "due": "event"} if purpose == "placement" else {}
    return {
        "for": purpose, "amount": f"{amount} {told['currency']}", "source": "host",
        "refunds": back, **more,
    }  # fmt: skip


def _windows(told: Told, earlier: Document, today: date) -> list[Document]:
    windows: list[Document] = list(earlier.get("windows", []))
    before = _window_ahead(earlier, today)
    if not told["first"]:
        return windows
    least, most = told["least"], told["most"]
    own = {
        **before,
        "window": before.get("window") or f"from-{told['first']}",
        "open": f"{told['first']}..{told['last']}",
        "seats": str(told["seats"]),
        "per": told["per"],
        "party": "" if told["party"] in (None, 1) else str(told["party"]),
        "weeks": str(least) if least == most else f"{least}..{most}",
        "lead": str(told["lead"] or 0),
        "closed": _lines(told["closed"]),
        "each-school": "" if told["each_school"] is None else str(told["each_school"]),
    }
    own = _without_empty(own)
    return [own if one is before else one for one in windows] if before else [*windows, own]


def _asks(told: Told, earlier: list[Document]) -> list[Document]:
    """The templates that are ticked, each as it was adapted before, and what is no template."""
    vocabulary = facts().vocabulary
    kept = [
        one
        for one in earlier
        if one.get("id") not in templates()
        and not isinstance(one.get("waives"), str)
        and not lines_in(one, vocabulary=vocabulary)
    ]
    known = {one.get("id"): one for one in earlier}
    ticked = [known.get(name, {"template": name}) for name in told["templates"]]
    return [
        *kept,
        *demands_of(told["lines"]),
        *ticked,
        *({"waives": name} for name in told["waived"]),
    ]


def usual(today: date) -> dict[str, Anything]:
    """What the form of a new rotation starts from."""
    monday = today + timedelta(days=7 - today.weekday())
    return {
        "status": "draft", "kind": "elective", "setting": "inpatient", "booking": "request",
        "grace": 7, "hold": 48, "waitlist": True, "seats": 1, "per": "week", "party": 1,
        "least": 4, "most": 4, "lead": 28, "first": monday + timedelta(weeks=8),
        "last": monday + timedelta(weeks=34) - 3 * ONE_DAY,
    }  # fmt: skip


def place_told(document: Document) -> dict[str, Anything]:
    """What a form shows of a place."""
    level = next(name for name in LEVELS if name in document)
    asks = document.get("asks", [])
    return {
        **{name: document.get(name, "") for name in ("within", "country", "city", "zone")},
        "name": _words(document.get("name", "")),
        "level": level,
        "confirmed": document.get("confirmed") == "yes",
        "templates": [one["id"] for one in asks if one.get("id") in templates()],
        **lines_told(lines_of(document)),
    }


def place_document(told: Told, earlier: Document, *, host: str) -> Document:
    """The document that a form of a place says; a new place is named after what it is within."""
    level = told["level"]
    before = next((earlier[name] for name in LEVELS if name in earlier), "")
    around = f"{told['within']}/" if told["within"] else f"{host}/" if host else ""
    found = {key: value for key, value in earlier.items() if key not in LEVELS}
    found |= {name: told[name] for name in ("within", "city", "zone")}
    return _without_empty(
        {
            level: before or f"{around}{slugify(told['name'])[:60] or level}",
            **found,
            "name": {**_texts(earlier.get("name")), "en": told["name"]},
            "country": told["country"].upper(),
            "confirmed": "yes" if told["confirmed"] and level == "host" else "",
            "asks": _asks({**told, "waived": _waived(earlier)}, earlier.get("asks", [])),
        }
    )


def _waived(document: Document) -> list[str]:
    asks = document.get("asks", [])
    return [one["waives"] for one in asks if isinstance(one.get("waives"), str)]


def _without_empty(document: Document) -> Document:
    return {key: value for key, value in document.items() if value not in ("", [], None)}
