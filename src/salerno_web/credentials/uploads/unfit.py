"""Why a parser does not take a file, in a word that `cleaning` tells people about."""

from __future__ import annotations


class Unfit(Exception):
    """The file is not kept; its text is a code."""

    ENCRYPTED = "encrypted"
    PAGES = "too-many-pages"
    PIXELS = "too-many-pixels"
    UNPACKS = "unpacks-too-much"
    DOUBLE = "two-kinds"
