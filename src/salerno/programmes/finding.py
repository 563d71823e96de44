"""Finding programmes: what each is sifted by, the words it is searched by, its tuition a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from salerno.money import Money
from salerno.programmes.answers import helped_by, practice_from, spoken_in, taught_in
from salerno.programmes.costs import CostLine
from salerno.programmes.programmes import Acceptance, Programme
from salerno.programmes.schools import School
from salerno.programmes.statements import believed
from salerno.programmes.wording.words import country_words
from salerno.rules.packs import Pack
from salerno.rules.shortfalls import selections_of
from salerno.rules.sieves import Entry
from salerno.rules.wording.voices import Voice

FACETS = ("country", "acceptance", "english", "language", "entry", "examination", "start", "help")
UNKNOWN = "unknown"

Prices = tuple[Decimal | None, Decimal | None]
"""The least and the most in the one currency of a shelf; None is unknown."""

_EXAMINATIONS = "exam/"


def acceptance_of(programme: Programme) -> Acceptance:
    """Whether it takes international applicants; what nobody said is unknown."""
    told = believed(programme.acceptance)
    return told.value if told else "unknown"


def entry_of(own: Programme, examinations: tuple[str, ...]) -> Entry:
    """What a programme is sifted by: the facets; `examinations` are those that its rule names."""
    clinical, start = spoken_in(own, "clinical"), practice_from(own)
    entry = ("school", "graduate") if own.entry == "either" else (own.entry,) * bool(own.entry)
    return Entry(
        country=own.country,
        further=(
            ("acceptance", (acceptance_of(own),)),
            ("english", (taught_in(own, "en").answer,)),
            ("language", clinical.value.languages if clinical else ()),
            ("entry", entry),
            ("examination", examinations),
            ("start", (UNKNOWN if start is None else str(int(start)),)),
            ("help", (helped_by(own) or UNKNOWN,)),
        ),
    )


def examinations_in(pack: Pack, place: int) -> tuple[str, ...]:
    """The examinations that the rules of an opportunity look at, on whatever condition."""
    leaves = (
        pack.questions[number].leaf for rule in pack.rules_of[place][1] for number in rule.questions
    )
    types = (name for leaf in leaves for own in selections_of(leaf) for name in own.types)
    return tuple(dict.fromkeys(name for name in types if name.startswith(_EXAMINATIONS)))


def words_of(own: Programme, school: School, voice: Voice) -> str:
    """The words that a programme is searched by, in the language of the voice."""
    named = (voice.text(own.title), own.degree, own.city, school.name, *school.aliases)
    return " ".join((*named, country_words(own.country, voice), own.id))


def yearly(lines: Iterable[CostLine], worth: Callable[[Money], Decimal | None]) -> Prices:
    """The least and the most of tuition in a year, by what `worth` says of an amount.

    What is asked for the whole course at once is no price of a year, and is not known as one.
    """
    own = [line for line in lines if line.stated.value.per not in ("course", "once")]
    lows, highs = [worth(line.low) for line in own], [worth(line.high) for line in own]
    return (
        min((low for low in lows if low is not None), default=None),
        max((high for high in highs if high is not None), default=None),
    )
