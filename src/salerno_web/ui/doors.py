"""Addresses of pages that other parts of the site may or may not have."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse


def address(name: str) -> str:
    """The address of a page; none where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def addresses(doors: Mapping[str, str]) -> dict[str, str]:
    """The addresses of several pages by what they are called here."""
    return {door: address(name) for door, name in doors.items()}
