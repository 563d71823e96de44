"""How allauth signs people up and in here."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    """allauth's own way, until something differs."""
