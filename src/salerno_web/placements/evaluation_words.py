"""The words of evaluations on pages."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from salerno_web.placements.words import Words

QUESTIONS: Words = MappingProxyType(
    {
        "history": _("Takes a history"),
        "examination": _("Examines a patient"),
        "reasoning": _("Reasons towards a diagnosis and a plan"),
        "procedures": _("Carries out procedures"),
        "records": _("Writes records"),
        "handover": _("Hands a patient over"),
        "communication": _("Talks with patients and their families"),
        "teamwork": _("Works in a team"),
        "safety": _("Sees risks and speaks up"),
        "professionalism": _("Is reliable and honest"),
        "welcome": _("I was expected, and shown around"),
        "teaching": _("I was taught"),
        "supervision": _("Somebody was there when I needed them"),
        "patients": _("I saw enough patients"),
        "workload": _("The hours were reasonable"),
        "as-described": _("It was as the host had described it"),
    }
)
SITE_SAFETY = _("I felt safe")
"""What the question on safety is called where a trainee answers it."""
ENTRUSTED: Words = MappingProxyType(
    {
        "1": _("1: watches only"),
        "2": _("2: with somebody beside them"),
        "3": _("3: with somebody near"),
        "4": _("4: alone"),
        "5": _("5: supervises others"),
        "unseen": _("Not seen"),
    }
)
AGREED: Words = MappingProxyType(
    {
        "1": _("1: not at all"),
        "2": _("2: hardly"),
        "3": _("3: partly"),
        "4": _("4: mostly"),
        "5": _("5: entirely"),
        "unseen": _("Cannot say"),
    }
)
