"""Reading opportunities: from YAML, and compiled."""

from types import MappingProxyType

from benchmarks.measures import Figure, best, check, seconds, times
from salerno.atlas.compiled import compile_atlas, read_compiled
from salerno.atlas.contents import Atlas
from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.rules.language import load_opportunities

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
VOCABULARY = Vocabulary(
    MappingProxyType(
        {
            name: CredentialType(
                name,
                attributes=(
                    Attribute("score", "number"),
                    Attribute("result", "code", codes=("pass", "fail")),
                    Attribute("level", "level", levels=LEVELS),
                ),
            )
            for name in ("exam/one", "exam/two", "language/test", "document/card")
        }
    ),
    MappingProxyType(
        {
            "status": Attribute("status", "code", codes=("student", "graduate")),
            "grade": Attribute("grade", "number"),
        }
    ),
)
DOCUMENT = """\
opportunity: bench/place-{n}
kind: rotation
title: {{en: "Place {n}", es: "Plaza {n}"}}
country: GB
sources:
  guide: {{url: "https://guide.example/{n}", title: Guide, read: 2026-11-22, tier: official,
    confidence: A}}
versions:
  - in-force: 2020-01-01..
    source: guide
    requires:
      all:
        - {{fact: status, is: graduate, id: graduate}}
        - has: exam/one
          where: {{score: ">= {score}", result: pass}}
          age: at most {years} years
          id: first
          say: {{en: "Place {n} needs a first exam.", es: "La plaza {n} pide un examen."}}
        - any:
            - {{has: language/test, where: {{level: ">= B2"}}, age: at most 2 years}}
            - {{has: exam/two, where: {{score: ">= {score}"}}}}
        - at-least: 2
          of:
            - {{has: document/card, where: {{result: pass}}}}
            - {{has: exam/two, count: ">= 2"}}
            - {{fact: grade, is: ">= 3.{digit}"}}
        - {{has: exam/two, attempts: max 4, if-unmet: never}}
    except:
      - when: {{fact: grade, is: ">= 3.9"}}
        because: {{en: "Place {n} trusts good grades", es: "La plaza {n} confía en las notas"}}
        drop: [first]
"""
GOALS = (5.0, 0.5)


def run(*, smoke):
    """Read the same opportunities both ways."""
    count = 100 if smoke else 5000
    texts = [
        DOCUMENT.format(n=n, score=300 + n % 200, years=1 + n % 9, digit=n % 10)
        for n in range(count)
    ]
    files = ["---\n".join(texts[start : start + 50]) for start in range(0, count, 50)]
    reading, read = best(lambda: _read(files), 1 if smoke else 2)
    atlas = Atlas(VOCABULARY, MappingProxyType({own.id: own for own in read}))
    compiled = compile_atlas(atlas)
    loading, again = best(lambda: read_compiled(compiled, name="bench")[0], 2 if smoke else 5)
    check(tuple(again.opportunities.values()) == read, "compiled opportunities differ")
    check(len(read) == count, "opportunities are missing")
    reached = reading <= GOALS[0] and loading <= GOALS[1]
    return [
        Figure(
            f"{count:,} opportunities from YAML, against compiled",
            times(reading / loading),
            f"{seconds(reading)} against {seconds(loading)}",
            "<= 5 s and <= 0.5 s",
            None if smoke else reached,
        )
    ]


def _read(files):
    return tuple(
        opportunity
        for place, content in enumerate(files)
        for opportunity in load_opportunities(content, name=f"{place}.yaml", vocabulary=VOCABULARY)
    )
