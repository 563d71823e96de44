"""The degree of a programme as it would be held: on which day, from where, recognised by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.vocabulary import CredentialType, Vocabulary
from salerno.errors import InputError
from salerno.periods import PartialDate, Span, add
from salerno.programmes.answers import spoken_in, taught_in
from salerno.programmes.programmes import Partner, Programme, Recognition
from salerno.programmes.schools import School
from salerno.programmes.statements import Statement, believed, by_slot
from salerno.routes.providers import Offer, granted, holding

DEGREE = "degree/primary-medical"
USUAL = Decimal(6)
"""The years of study that are reckoned with where nobody said how many there are."""

ACCREDITED = frozenset({"accredited"})
LOST = frozenset({"lapsed", "withdrawn", "refused", "not-accredited"})
RECOGNISERS = ("wfme", "ncfmea")
SHARED = frozenset({"joint-degree", "partner-degree", "branch-campus", "twinning"})

_Recognitions = tuple[Statement[Recognition], ...]


@dataclass(frozen=True, slots=True)
class Degree:
    """What a programme leads to, as it would be held on the day it is finished.

    `credentials` are one for each country that awards it, `facts` what is then so of the school.
    What nobody stated is not in them, and so unknown. `is_dated` tells that the length is stated.
    `ending` are recognitions that are over by that day, as far as they are stated: whether they are
    given again is unknown. `taught_in` is the country of teaching where that is not the one of the
    award, `shared` with whom it is taught or awarded.
    """

    credentials: tuple[Credential, ...]
    on: date
    is_dated: bool
    facts: Mapping[str, Values] = field(default_factory=lambda: MappingProxyType({}))
    ending: _Recognitions = ()
    taught_in: str = ""
    shared: tuple[Statement[Partner], ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it is a degree of."""
        told = (value for own in self.credentials for value in own.values("country") or ())
        return tuple(dict.fromkeys(map(str, told)))


def degree_of(
    programme: Programme, *, schools: Mapping[str, School], start: date, known: Vocabulary
) -> Degree:
    """The degree of who begins a programme on a day and takes as long as it takes at the longest.

    It is of the country that the rule grants it for, else of that of the awarding school. A course
    in one language is taken to be examined in it, and a school with a stated accreditation to have
    no other; all else that is not stated stays unknown.
    """
    length = believed(programme.length)
    years = length.value.longest if length else USUAL
    day = add(start, Span(months=int((years * 12).to_integral_value("ROUND_CEILING"))))
    own = known.credential_type(DEGREE)
    accreditors, ending = _accreditation(programme, day)
    recognised, over = _recognisers(programme, day, accreditors)
    stated = _stated(programme, schools, own, accreditors)
    credentials = tuple(
        replace(each, attributes=MappingProxyType({**stated, **each.attributes}))
        for each in _awarded(programme, schools, PartialDate.on(day), known)
    )
    held = Degree(credentials, day, length is not None)
    return replace(
        held,
        facts=_facts(held, accreditors, recognised, known),
        ending=(*ending, *over),
        taught_in="" if programme.country in (*held.countries, "") else programme.country,
        shared=tuple(s for s in programme.partners if s.value.kind in SHARED and not s.over),
    )


def graduate(person: Person, degree: Degree, *, known: Vocabulary) -> Person:
    """The person once the degree is held: no student any more, and of no other school.

    A degree that they already hold stays theirs; one that they only expect is given up for it.
    """
    expected = {name for name, own in known.types.items() if own.becomes == DEGREE}
    kept = tuple(c for c in person.credentials if c.type not in expected)
    facts = {n: v for n, v in person.facts.items() if not _of_school(n)}
    lines = {n: v for n, v in person.timelines.items() if not _of_school(n)}
    return holding(
        replace(
            person,
            credentials=kept,
            facts=MappingProxyType({**facts, **degree.facts}),
            timelines=MappingProxyType(lines),
        ),
        degree.credentials,
    )


def _of_school(name: str) -> bool:
    return name.startswith(("school.", "student."))


def _awarded(
    programme: Programme, schools: Mapping[str, School], on: PartialDate, known: Vocabulary
) -> tuple[Credential, ...]:
    """What the rule grants, else a degree of the country of whoever awards it."""
    rule = programme.rule
    grants = [grant for grant in rule.grants if grant.type == DEGREE] if rule else []
    found = [c for g in grants if rule for c in granted(Offer(rule, (), g), on=on, known=known)]
    country = _awarding_country(programme, schools)
    where = {"country": (country,)} if country else {}
    return tuple(
        replace(own, attributes=MappingProxyType({**where, **own.attributes}))
        for own in found or [Credential(DEGREE, on)]
    )


def _awarding_country(programme: Programme, schools: Mapping[str, School]) -> str:
    """Where the degree is from if its rule does not say; empty where several schools award it."""
    if any(own.value.kind == "joint-degree" and not own.over for own in programme.partners):
        return ""
    school = schools.get(programme.school)
    awarding = schools.get(school.awarded_by, school) if school else None
    return awarding.country if awarding else programme.country


def _stated(
    programme: Programme,
    schools: Mapping[str, School],
    own: CredentialType,
    accreditors: Values | None,
) -> dict[str, Values]:
    """What is stated of the degree, as far as its type has a word for it."""
    school = schools.get(programme.school)
    found: dict[str, Values | None] = {
        "school": (school.name,) if school else None,
        "accreditor": accreditors,
        "language": _languages(programme),
        "solely-in-language": _only_language(programme),
        "in-wdoms": (True,) if _is_listed(programme, schools) else None,
        "osteopathic": (False,) if programme.degree == "MD" else None,
        "gmc-acceptable": _accepted_by(programme, "gmc"),
    }
    return {name: v for name, v in found.items() if v is not None and own.attribute(name)}


def _languages(programme: Programme) -> Values | None:
    """The languages of all years; None where those of some are not known."""
    told = [spoken_in(programme, phase) for phase in ("preclinical", "clinical")]
    if None in told:
        return None
    return tuple(dict.fromkeys(code for own in told if own for code in own.value.languages))


def _only_language(programme: Programme) -> Values | None:
    """The only language it is taught in; empty where there are several, None where it is unclear.

    With patients another one counts, too.
    """
    languages = _languages(programme)
    if languages is None or len(languages) != 1:
        return () if languages else None
    found = taught_in(programme, str(languages[0]))
    return languages if found.answer == "yes" and not found.but else None


def _is_listed(programme: Programme, schools: Mapping[str, School]) -> bool:
    """Whether the school that teaches, or the one that awards, bears a number of the Directory."""
    school = schools.get(programme.school)
    both = (school, schools.get(school.awarded_by)) if school else ()
    return any(own is not None and "wdoms" in own.identifiers for own in both)


def _recognitions(programme: Programme) -> dict[str, Statement[Recognition]]:
    """What is believed of each authority, by its name in small letters."""
    slots = by_slot(programme.recognition, lambda own: own.authority.lower())
    return {name: own for name, told in slots.items() if (own := believed(told))}


def _accepted_by(programme: Programme, authority: str) -> Values | None:
    told = _recognitions(programme).get(authority)
    words = {"acceptable": (True,), "not-acceptable": (False,)}
    return words.get(told.value.status) if told else None


def _accreditation(programme: Programme, day: date) -> tuple[Values | None, _Recognitions]:
    """Who accredits the programme on that day, and the accreditations that end before it.

    Empty where it was lost; None where it is unknown, as after an end that was stated beforehand.
    """
    told = _recognitions(programme)
    given = {name: own for name, own in told.items() if own.value.status in ACCREDITED}
    ending = tuple(own for own in given.values() if _is_over(own.value, day))
    lasting = tuple(name for name, own in given.items() if own not in ending)
    is_lost = any(own.value.status in LOST for own in told.values())
    if lasting:
        return lasting, ending
    return () if is_lost and not ending else None, ending


def _recognisers(
    programme: Programme, day: date, accreditors: Values | None
) -> tuple[Values | None, _Recognitions]:
    """Who recognises the agency that accredits it on that day, and recognitions that end before."""
    told = _recognitions(programme)
    given = {
        name: told[name]
        for name in RECOGNISERS
        if name in told and told[name].value.status.startswith("recognises")
    }
    ending = tuple(own for own in given.values() if _is_over(own.value, day))
    lasting = tuple(name for name, own in given.items() if own not in ending)
    if accreditors is not None and not accreditors:
        return (), ()
    return lasting if lasting and accreditors else None, ending


def _is_over(own: Recognition, day: date) -> bool:
    """Whether it is over on that day; an end that cannot be read counts as one."""
    if not own.until:
        return False
    try:
        return PartialDate.parse(own.until).latest < day
    except InputError:
        return True


def _facts(
    held: Degree, accreditors: Values | None, recognised: Values | None, known: Vocabulary
) -> Mapping[str, Values]:
    """What is so of a graduate and of the school, as far as there are words for it."""
    found = {
        "student.status": ("graduate",),
        "school.country": held.countries or None,
        "school.accreditor": accreditors,
        "school.accreditation-recognised-by": recognised,
    }
    return MappingProxyType(dict(_told(found.items(), known)))


def _told(
    found: Iterable[tuple[str, Values | None]], known: Vocabulary
) -> Iterator[tuple[str, Values]]:
    for name, values in found:
        if values is not None and name in known.facts:
            yield name, values
