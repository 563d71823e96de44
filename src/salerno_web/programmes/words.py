"""What codes of the directory are called in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salerno.rules import Voice
from salerno.rules.wording.conditions import plain_name

_Words = Mapping[str, Promise]

ACCEPTANCES: _Words = MappingProxyType(
    {
        "yes": pgettext_lazy("international applicants", "Yes"),
        "conditional": pgettext_lazy("international applicants", "On conditions"),
        "no": pgettext_lazy("international applicants", "No"),
        "closed": pgettext_lazy("international applicants", "Closed for now"),
        "unknown": pgettext_lazy("international applicants", "Not found"),
    }
)
ENTRIES: _Words = MappingProxyType(
    {
        "school": _("After school"),
        "graduate": _("After a first degree"),
        "either": _("After school or a first degree"),
    }
)
PHASES: _Words = MappingProxyType(
    {
        "whole": _("The whole course"),
        "preclinical": _("Preclinical years"),
        "clinical": _("Clinical years"),
        "patients": _("With patients"),
        "preparation": _("Preparation in a language"),
    }
)
ROWS: _Words = MappingProxyType(
    {
        **PHASES,
        "status": _("Status"),
        "acceptance": _("Takes international applicants"),
        "length": _("Length"),
        "speech": _("Languages, phase by phase"),
        "practice": _("Clinical practice"),
        "entrance": _("Entrance"),
        "intakes": _("Intakes"),
        "prices": _("Prices as published"),
        "aid": _("Help with the costs"),
        "partners": _("Partners"),
        "recognition": _("Recognition of the school"),
        "counts": _("Applicants and places"),
    }
)
FACETS: _Words = MappingProxyType(
    {
        "country": _("Country"),
        "acceptance": _("Takes international applicants"),
        "english": _("Taught in English through the clinical years?"),
        "language": _("Language of the clinical years"),
        "entry": _("Entry"),
        "examination": _("Entrance examination"),
        "start": _("Practice with patients begins"),
        "help": _("Help with the costs"),
    }
)
PERIODS: _Words = MappingProxyType(
    {
        "once": _("once"),
        "month": _("a month"),
        "term": _("a term"),
        "trimester": _("a trimester"),
        "semester": _("a semester"),
        "year": _("a year"),
        "course": _("for the whole course"),
    }
)
GROUPS: _Words = MappingProxyType(
    {
        "home": _("for citizens of the country"),
        "international": _("for international students"),
    }
)
KINDS: _Words = MappingProxyType(
    {
        "accommodation": _("Accommodation"),
        "application": _("Application fee"),
        "deposit": _("Deposit"),
        "funds-to-show": _("Funds to show"),
        "living": _("Living"),
        "tuition": _("Tuition"),
        "start": _("Practice with patients begins"),
        "amount": _("Practice with patients"),
        "early": _("Early contact with patients"),
        "elective": _("Electives"),
        "simulation": _("Simulation"),
        "place": _("Places of practice"),
        "any": _("Help of any kind"),
        "need": _("Help by need"),
        "merit": _("Scholarship by merit"),
        "loan": _("Loan"),
        "waiver": _("Waiver of fees"),
        "federal": _("Federal loans"),
        "admitted": _("Admitted"),
        "applied": _("Applied"),
        "enrolled": _("Enrolled"),
        "interviewed": _("Interviewed"),
        "matriculated": _("Began their studies"),
        "offered": _("Offered a place"),
        "seats": _("Places"),
        "students": _("Students"),
    }
)
ANSWERS: _Words = MappingProxyType(
    {
        "yes": _("Yes"),
        "no": _("No"),
        "some": _("For some"),
        "unclear": _("Unclear"),
        "unknown": _("Not found"),
    }
)
STATUSES: _Words = MappingProxyType(
    {
        "proposed": _("Proposed, not open yet"),
        "open": _("Open"),
        "paused": _("Paused"),
        "teach-out": _("Takes no new students"),
        "closed": _("Closed"),
        "unreachable": _("Could not be reached"),
    }
)


def word(words: _Words, code: str) -> str:
    """What a code is called; one that has no word is told as plainly as it is written."""
    return str(words[code]) if code in words else capfirst(plain_name(code))


def language_name(code: str, voice: Voice) -> str:
    """The name of a language in the language of the voice."""
    return capfirst(str(voice.locale.languages.get(code, code)))


def language_names(codes: tuple[str, ...], voice: Voice) -> str:
    """Languages, the main one first."""
    return ", ".join(language_name(code, voice) for code in codes)
