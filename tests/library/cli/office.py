"""A small atlas in which every verdict can be had, the command run on it, and people to ask for."""

from textwrap import dedent

from typer.testing import CliRunner

from salerno.cli import app

TYPES = """
types:
  exam/oet:
    title: {en: OET, es: OET}
    ask: {en: Have you sat OET?, es: ¿Se ha presentado al OET?}
    validity: 2 years
    attributes:
      score: {kind: number, low: 0, high: 500, step: 10, title: {en: Score, es: Nota}}
      grade: {kind: level, levels: [C, B, A]}
      passed: {kind: flag, title: {en: Passed}}
      country: {kind: code}
      topics: {kind: code, many: yes}
      remark: {}
  work/clinical:
    title: {en: Clinical work}
    activity: yes
"""
FACTS = """
facts:
  citizenship: {kind: code, many: yes, title: {en: Citizenships}, ask: {en: Which citizenships?}}
  status: {kind: code, codes: [student, graduate], title: {en: Status}}
  vaccinated: {kind: flag, title: {en: Vaccinated, es: Con vacuna}}
"""
LIST = "title: The list, url: https://example.org/list"
OFFICIAL = f"{{{LIST}, read: 2026-01-02, tier: official, confidence: A}}"
GRADUATE = "{facts: {status: graduate}}"
STUDENT = "{facts: {status: student}}"
BRITISH = "{facts: {citizenship: GB}}"
EGYPTIAN = "{facts: {citizenship: EG}}"


def rule(name, requires, *, kind="licence", period="2020-01-01..", more=""):
    """Return the text of an opportunity."""
    return dedent(f"""
        opportunity: {name}
        kind: {kind}
        title: {{en: "The {name.rpartition("/")[2]} one"}}
        country: {name[:2].upper()}
        authority: SOME
        sources:
          list: {OFFICIAL}
        versions:
          - in-force: {period}
            source: list
            requires: {requires}
    """) + dedent(more)


def cases(met, unmet, *, expect="not-yet", day="2026-11-22"):
    """Return the text of the four cases of a rule."""
    rows = (
        ("met", met, "eligible"), ("boundary", met, "eligible"), ("unmet", unmet, expect),
        ("unknown", "{}", "cannot-tell"),
    )  # fmt: skip
    return "cases:\n" + "".join(
        f"  - {{name: {shows}, shows: {shows}, as-of: {day}, person: {person}, expect: {state}}}\n"
        for shows, person, state in rows
    )


def sat(score, grade="A", *, more=""):
    """Return the text of a person who sat the test, once."""
    held = f"{{type: exam/oet, on: 2026-02-03, score: {score}, grade: {grade}, passed: yes}}"
    return f"{{complete: [exam/oet], credentials: [{held}]{more}}}"


OET = "{has: exam/oet, where: {score: '>= 350'}, id: oet, fix: us/a/oet, say: {en: OET 350.}}"
JAB = "{fact: vaccinated, is: yes, id: jab}"
GRADED = "{has: exam/oet, where: {grade: '>= B', score: '>= %d'}}"
MANY = f"[{', '.join(GRADED % score for score in (400, 420, 440, 460))}]"
CHAIR = "{judge: chair, id: chair, text: {en: The chair must agree.}}"
FOUR = f"[{{fact: status, is: student}}, {JAB}, {{fact: citizenship, is: GB}}, {CHAIR}]"
ALL = "{facts: {status: student, vaccinated: yes, citizenship: GB, judged/chair: yes}}"
NONE = "{facts: {status: graduate, vaccinated: no, citizenship: EG, judged/chair: no}}"
RULES = (
    (rule("us/a/open", "{fact: status, is: graduate}"), cases(GRADUATE, STUDENT)),
    (
        rule("us/a/oet", "{fact: status, is: [graduate, student]}", kind="examination", more="""
            fees: [{for: examination, amount: 450 USD, source: list}]
            grants: [{type: exam/oet, source: list}]
        """),
        cases(GRADUATE, "{facts: {status: none}}"),
    ),
    (
        rule("us/a/missing", f"[{OET}, {JAB}]"),
        cases(sat(350, more=", facts: {vaccinated: yes}"), sat(340)),
    ),
    (rule("us/a/many", MANY), cases(sat(460), sat(340))),
    (
        rule("gb/b/barred", "{fact: citizenship, is: GB, id: british, if-unmet: never}"),
        cases(BRITISH, EGYPTIAN, expect="never"),
    ),
    (
        rule("gb/b/four", FOUR),
        cases(ALL, NONE),
    ),
    (
        rule("gb/b/decided", CHAIR, kind="visa"),
        cases("{facts: {judged/chair: yes}}", "{facts: {judged/chair: no}}"),
    ),
    (
        rule("gb/b/gone", "{fact: status, is: graduate}", period="2020-01-01..2021-12-31"),
        cases(GRADUATE, STUDENT, day="2021-05-05"),
    ),
)  # fmt: skip

PERSON = """
person: trota
facts: {citizenship: [EG], status: graduate}
complete: [exam/oet]
credentials: [{type: exam/oet, on: 2026-02-03, score: 340, grade: C}]
"""
DAY = ["--as-of", "2026-11-22"]


def atlas_in(folder, *rules):
    """Write the small atlas, or one of these rules, to a folder and return it."""
    files = {"types.yaml": TYPES, "facts.yaml": FACTS}
    for text, own in rules or RULES:
        name = text.split("opportunity: ")[1].split("\n")[0]
        files |= {f"{name}.yaml": text, f"{name}.cases.yaml": own}
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip(), "utf-8")
    return folder


def run(*words, said=None):
    """Run the command as typed, with that on standard input."""
    return CliRunner().invoke(app, [str(word) for word in words], input=said)
