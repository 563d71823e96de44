"""One rotation for one person, in words: what is done there, asked and paid, and what is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from salerno.credentials.person import Person
from salerno.periods import Period
from salerno.placements.demands import DUES
from salerno.placements.locations import city_of, country_of, path
from salerno.placements.networks import Network
from salerno.placements.passports import Paper, papers_of
from salerno.placements.rotations import Rotation
from salerno.placements.screening import OpenStay, Sought, nearest_stays
from salerno.placements.seats import Party, Taken
from salerno.placements.windows import Window
from salerno.rules import Voice, asks_of, explain
from salerno.rules.interviews import RANKS
from salerno.rules.outlines import Plain
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import sentence
from salerno_web.atlas.queries import facts
from salerno_web.atlas.words import country_name
from salerno_web.credentials.interviews import question_of
from salerno_web.credentials.queries import circumstances
from salerno_web.opportunities.lists import facet_name
from salerno_web.placements.found import fees_words
from salerno_web.placements.words import BOOKINGS, KINDS, OWNERS, PAPERS, PERS, SETTINGS
from salerno_web.placements.words import DUES as DUE_WORDS
from salerno_web.programmes.words import language_names, word

SHOWN_STAYS = 6


def rotation_detail(own: Rotation, known: Network, voice: Voice) -> Plain:
    """Everything that a host says of a rotation; no SQL."""
    tree = known.tree
    around = path(tree, own.at)
    place = filter(None, (city_of(tree, own.at), country_name(country_of(tree, own.at), voice)))
    return {
        "id": own.id,
        "title": voice.text(own.offer.title) or own.id,
        "host": voice.text(around[0].name),
        "confirmed": around[0].confirmed,
        "places": [voice.text(one.name) for one in around[1:]],
        "place": ", ".join(place),
        "kind": word(KINDS, own.kind),
        "specialty": facet_name("specialty", own.specialty, voice),
        "setting": word(SETTINGS, own.setting),
        "supervisors": ", ".join(own.supervisors),
        "languages": language_names(own.languages, voice),
        "may": [voice.text(texts) for texts in own.may],
        "may_not": [voice.text(texts) for texts in own.may_not],
        "notes": [voice.text(texts) for texts in own.notes],
        "fees": [*fees_words(own.offer.fees, voice)],
        "terms": [*_terms(own)],
        "windows": [_window(one, voice) for one in ahead(known, own.id)],
    }


def _terms(own: Rotation) -> Iterator[str]:
    terms = own.terms
    yield word(BOOKINGS, terms.booking)
    if terms.booking == "instant":
        yield _("What is due when you apply is shown within %(n)s days.") % {"n": terms.grace}
    yield _("A seat is held for you for %(n)s hours.") % {"n": terms.hold}
    if terms.waitlist:
        yield _("When it is full there is a waiting list.")
    if terms.release:
        yield _("Your school must release you.")
    if terms.agreement:
        yield _("Your school needs an affiliation agreement with the host.")
    if terms.yes_or_no:
        yield _("Of papers on health the host takes it as enough that they were verified.")


def ahead(known: Network, rotation: str) -> tuple[Window, ...]:
    """The windows of a rotation that are not over; no SQL."""
    day = circumstances().today
    return tuple(one for one in known.windows_of(rotation) if one.last >= day)


def _window(own: Window, voice: Voice) -> Plain:
    least, most = own.weeks
    return {
        "id": own.id,
        "period": voice.period(own.open),
        "seats": own.seats,
        "party": own.party,
        "per": word(PERS, own.per),
        "weeks": str(least) if least == most else f"{least}–{most}",
        "lead": own.lead,
        "closed": [voice.period(period) for period in own.closed],
    }


def open_stays(
    windows: Iterable[Window], *, taken: Taken, parties: tuple[Party, ...] = ()
) -> tuple[OpenStay, ...]:
    """The nearest stays that a seat is free for, or a place in one of the parties; no SQL."""
    sought = Sought(circumstances().today, taken=taken, parties=parties)
    return nearest_stays(windows, sought=sought, most=SHOWN_STAYS)


def papers(
    own: Rotation, known: Network, person: Person, *, stay: Period, booked: date
) -> tuple[Paper, ...]:
    """How every demand of a rotation stands for a person and a stay; no SQL."""
    return papers_of(
        person, own, known.tree, stay=stay, circumstances=circumstances(), booked=booked
    )


def papers_by_due(found: Iterable[Paper], voice: Voice) -> list[tuple[str, list[Plain]]]:
    """The papers in words, by the point at which they are due; no SQL."""
    several = tuple(found)
    each = {due: [one for one in several if one.asked.demand.due == due] for due in DUES}
    return [
        (word(DUE_WORDS, due), [paper_row(one, voice) for one in those])
        for due, those in each.items()
        if those
    ]


def paper_row(one: Paper, voice: Voice) -> Plain:
    """How one demand stands, in words, and the questions that would settle it."""
    demand = one.asked.demand
    assert demand.asks is not None  # what is waived is not asked
    asks = asks_of([one.verdict], vocabulary=facts().vocabulary)
    words = requirement_words(demand.asks, voice)
    return {
        "id": demand.id,
        "words": words,
        "said": word(PAPERS, str(one.verdict.state)),
        "state": str(one.verdict.state),
        "is_met": one.is_met,
        "owner": word(OWNERS, demand.owner),
        "by": one.by,
        "ends": one.ends,
        "reasons": [*_reasons(one, words, voice)],
        "asks": [
            question_of(ask, voice)
            for ask in asks
            if ask.subject in RANKS and not (one.is_for_host and ask.subject == "judgement")
        ],
    }


def _reasons(one: Paper, words: str, voice: Voice) -> Iterator[str]:
    """Why a demand is not met, where that says more than the demand itself."""
    if not one.is_met:
        for line in explain(one.verdict).lines:
            reason = sentence(line, voice)
            if words not in reason:
                yield reason


def window_choices(known: Network, rotation: str, voice: Voice) -> list[tuple[str, str]]:
    """The windows of a rotation as choices of a form."""
    return [(one.id, voice.period(one.open)) for one in ahead(known, rotation)]
