"""Find text that nobody marked for translation, on a page in a made-up language."""

import re
from html.parser import HTMLParser

from babel import Locale

SPOKEN = ("title", "aria-label", "alt", "placeholder", "aria-description")
SILENT = {"script", "style", "code", "kbd", "pre", "time", "svg", "bdi", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]{2,}")


NAMES = {str(name) for lang in ("en_GB", "ar") for name in Locale.parse(lang).territories.values()}


class Scan(HTMLParser):
    """What a page says outside of brackets."""

    def __init__(self):
        super().__init__()
        self.found, self.silent, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        quiet = tag in SILENT or told.get("translate") == "no"
        quiet = (
            quiet
            or told.get("class") == "amount"
            or told.get("dir") == "auto"
            or (tag != "html" and "lang" in told)
        )
        quiet = quiet or bool(self.silent and self.silent[-1])
        if not quiet:
            self.found += [f"{name}={told[name]}" for name in SPOKEN if _is_raw(told.get(name))]
        if tag not in VOID:
            self.silent.append(quiet)

    def handle_endtag(self, tag):
        if tag not in VOID and self.silent:
            self.silent.pop()

    def handle_data(self, data):
        if not (self.silent and self.silent[-1]):
            self.text += data
        else:
            self.text += " "


def _is_raw(words):
    return bool(words) and bool(LETTERS.search(_unbracketed(words)))


def _unbracketed(words):
    """What stays when brackets are taken away, those within others first."""
    while (shorter := BRACKETED.sub(" ", words)) != words:
        words = shorter
    return words


def raw_strings(html):
    """Return every visible text, title, label, alt and placeholder that is in no bracket.

    Left out: numbers, amounts, code, dates, names of countries, names
    (`translate="no"`), what people wrote (`dir="auto"`), and what says itself in which language
    it is (`lang`).
    """
    scan = Scan()
    scan.feed(html)
    scan.close()
    lines = _unbracketed(scan.text).replace("Salerno", "").split("\n")
    said = (line.strip() for line in lines)
    return scan.found + [line for line in said if LETTERS.search(line) and line not in NAMES]
