"""How allauth signs people up and in here."""

from __future__ import annotations

from typing import Any as Anything

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language


class Accounts(DefaultAccountAdapter):
    """allauth's own way, but for the language of mails and where to go after signing in."""

    def save_user(
        self, request: HttpRequest, user: Anything, form: Anything, commit: bool = True
    ) -> Anything:
        """Keep a new account with the language that its owner reads."""
        language = get_language() or "en"
        user.language = language if language in dict(settings.LANGUAGES) else "en"
        return super().save_user(request, user, form, commit)

    def login(self, request: HttpRequest, user: Anything) -> None:
        """Let whoever it is in, with what every part of the site kept for them as a visitor."""
        super().login(request, user)
        for dotted in settings.ARRIVALS:
            import_string(dotted)(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where what was told before signing in is kept: the credentials part decides there."""
        return reverse("record_arrive")
