"""One programme for one person, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from salerno.programmes.answers import taught_in
from salerno.programmes.programmes import Programme
from salerno.programmes.statements import believed, is_disputed
from salerno.rules import Voice
from salerno.rules.chain import State
from salerno.rules.outlines import Plain
from salerno_web.atlas.words import country_name
from salerno_web.opportunities.details import detail_of
from salerno_web.opportunities.queries import Case, offers
from salerno_web.programmes.expenses import expenses
from salerno_web.programmes.figures import figures_of
from salerno_web.programmes.funding import funds_for, proofs_for
from salerno_web.programmes.queries import cost_for, directory, verdict_on
from salerno_web.programmes.stated import SECTIONS, all_told, told
from salerno_web.programmes.words import ANSWERS, ENTRIES, ROWS, word

_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def programme_detail(own: Programme, case: Case, voice: Voice, *, currency: str) -> Plain:
    """Everything that the page of a programme tells whoever looks; no SQL."""
    school = directory().schools[own.school]
    awarding = directory().schools.get(school.awarded_by)
    return {
        "id": own.id,
        "title": voice.text(own.title) or own.id,
        "degree": own.degree,
        "school": school.name,
        "awarded_by": awarding.name if awarding else "",
        "place": ", ".join(filter(None, (own.city, country_name(own.country, voice)))),
        "entry": word(ENTRIES, own.entry) if own.entry else "",
        "verdict": _verdict(own, case, voice, currency),
        "english": _taught(own, voice),
        "sections": [*_sections(own, voice)],
        "cost": expenses(cost_for(own, case), voice, currency=currency),
        "funds": funds_for(own, case, voice),
        "proofs": proofs_for(own.country, voice),
        "figures": figures_of(own, voice),
        "disputes": [voice.text(texts) for texts in own.disputes],
        "linked": linked(own, voice),
    }


def _verdict(own: Programme, case: Case, voice: Voice, currency: str) -> Plain:
    """The verdict and its reasons; where nothing says who may apply it cannot be told."""
    found = verdict_on(own, case)
    if found is None:
        return {"state": str(State.CANNOT_TELL), "headline": "", "lines": [], "asks": []}
    return detail_of(found, voice, offers=offers(case), currency=currency)


def _taught(own: Programme, voice: Voice) -> Plain:
    found = taught_in(own, "en")
    return {
        "answer": word(ANSWERS, found.answer),
        "because": [told(stated, "speech", voice) for stated in found.because],
        "but": [told(stated, "speech", voice) for stated in found.but],
    }


def _sections(own: Programme, voice: Voice) -> Iterator[Plain]:
    for name in SECTIONS:
        differ = name in ("status", "acceptance") and is_disputed(getattr(own, name))
        statements = all_told(own, name, voice)
        yield {"id": name, "title": ROWS[name], "told": statements, "is_disputed": differ}


def linked(own: Programme, voice: Voice) -> SafeString:
    """The programme for software that reads schema.org, safe inside a data block."""
    school, length = directory().schools[own.school], believed(own.length)
    plain = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": voice.text(own.title) or own.id,
        "identifier": own.id,
        "educationalCredentialAwarded": own.degree,
        "timeToComplete": f"P{length.value.longest:f}Y" if length else "",
        "provider": {
            "@type": "CollegeOrUniversity",
            "name": school.name,
            "address": {
                "@type": "PostalAddress",
                "addressCountry": own.country,
                "addressLocality": own.city,
            },
        },
    }
    text = json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPED))
