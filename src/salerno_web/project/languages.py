"""The languages of the site, and two that only tests speak."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("ru", "Русский"),
]

PSEUDO_LANGUAGES = [("en-xa", "Ƥşēūďō"), ("ar-xb", "oduesP")]


def know_pseudo_languages() -> None:
    """Let Django know the made-up languages: one long and accented, one from right to left."""
    for code, name in PSEUDO_LANGUAGES:
        LANG_INFO[code] = {
            "bidi": code.startswith("ar"),
            "code": code,
            "name": name,
            "name_local": name,
        }
