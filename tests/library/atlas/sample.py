"""A small atlas in which everything is right, to be written to a folder and spoilt."""

from textwrap import dedent

RULE = "us/ecfmg/oet.yaml"
CASES = "us/ecfmg/oet.cases.yaml"
SOURCE = '{url: "https://example.org/list", read: 2026-01-02, tier: official, confidence: A}'

FILES = {
    "types.yaml": """
        types:
          exam/language:
            title: {en: A language test}
          exam/oet:
            title: {en: OET, es: OET}
            implies: exam/language
            aliases: [exam/oet-medicine]
            validity: 2 years
            ask: {en: Have you sat OET?}
            attributes:
              score: {kind: number, low: 0, high: 500, step: 10, unit: points, title: {en: Score}}
              grade: {kind: level, levels: [C, B, A]}
              school: {kind: code}
              country: {kind: code}
              passed: {kind: flag}
          work/clinical:
            title: {en: Clinical work}
            activity: yes
    """,
    "facts.yaml": """
        facts:
          citizenship: {kind: code, many: yes, ask: {en: Which?}}
          status: {kind: code, codes: [student, graduate]}
          note: {}
    """,
    "us/lists.yaml": """
        lists:
          us/schools:
            title: {en: Approved schools}
            source:
              url: https://example.org/list
              read: 2026-01-02
              tier: official
              confidence: A
              facts: US.schools
            entries: [Salerno, {value: Bologna, in-force: 2020-01-01..}]
    """,
    "us/tables.yaml": f"""
        tables:
          us/scores:
            source: [{SOURCE}]
            rows: [{{score: ">= 400"}}, {{score: ">= 350", grade: ">= B"}}]
    """,
    "ledger.yaml": """
        ledger:
          US.rumour: {en: Nobody could tell us where it was written.}
    """,
    "wanted.yaml": """
        wanted:
          US: [US.oet.score, US.rumour, US.new]
          UK: [UK.plab]
    """,
    RULE: """
        opportunity: us/ecfmg/oet
        kind: language-test
        title: {en: OET for certification}
        country: US
        authority: ECFMG
        sources:
          score:
            url: https://example.org/oet
            read: 2026-11-22
            tier: official
            confidence: B
            facts: US.oet.score
          fee:
            url: https://example.org/fee
            read: 2025-11-22
            tier: provider
            confidence: C
            facts: [US.oet.fee]
        versions:
          - in-force: 2020-01-01..
            source: score
            requires:
              - {has: exam/oet, table: us/scores, id: oet, age: at most 2 years, fix: us/ecfmg/oet}
              - {fact: citizenship, is: [EG], id: egyptian, if-unmet: never}
            except:
              - when: {fact: status, is: student, id: young}
                because: {en: Students wait.}
                drop: egyptian
        fees: [{for: examination, amount: 450 USD, source: fee}]
    """,
    CASES: """
        given:
          facts: {citizenship: EG, status: graduate}
          complete: ["exam/*"]
          credentials: [{type: exam/oet, on: 2026-01-10, score: 400}]
        cases:
          - {name: all in hand, shows: met, expect: eligible}
          - name: no test
            shows: unmet
            without: [exam/oet]
            expect: not-yet
            because: [oet]
          - name: the last good day
            shows: boundary
            as-of: 2026-12-01
            application: 2028-01-10
            expect: eligible
          - name: citizenship not told
            shows: unknown
            without: citizenship
            expect: cannot-tell
            because: egyptian
    """,
}


def atlas_in(folder, **changed):
    """Write the sample atlas to a folder, some files changed, added or left out, and return it.

    A keyword argument stands for a file whose name is in `NAMES`; None leaves the file out.
    """
    files = FILES | {NAMES[name]: text for name, text in changed.items()}
    for path, text in files.items():
        if text is not None:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(text).lstrip(), "utf-8")
    return folder


NAMES = {
    "types": "types.yaml",
    "facts": "facts.yaml",
    "more_facts": "us/facts.yaml",
    "lists": "us/lists.yaml",
    "tables": "us/tables.yaml",
    "ledger": "ledger.yaml",
    "wanted": "wanted.yaml",
    "more_wanted": "us/wanted.yaml",
    "rule": RULE,
    "other": "us/ecfmg/other.yaml",
    "rates": "rates.yaml",
    "older_rates": "us/rates.yaml",
    "yearly": "yearly-rates.yaml",
    "cases": CASES,
    "other_cases": "us/ecfmg/other.cases.yaml",
    "short": "us/short.yml",
    "hidden": "us/_draft.yaml",
}


def replaced(name, old, new):
    """Return the text of a file of the sample with a part of it replaced."""
    text = FILES[NAMES[name]]
    assert old in text
    return text.replace(old, new)
