"""A. Boolean structure: how requirements join."""

from tests.spec.clerk import held, person, shows

STEP1, STEP2 = held("us/usmle-step1", result="pass"), held("us/usmle-step2ck", result="pass")


def test_a1_all_of():
    """Every part is required, each with its own evidence.

    The AMC certificate: verification at source, the MCQ, and the clinical examination or a
    workplace-based assessment [AU.cert].
    """
    rule = """
    all:
      - {has: verification/source, id: verified}
      - {has: au/mcq, where: {result: pass}, id: mcq}
      - any:
          - {has: au/clinical-station, where: {result: pass}}
          - {has: au/workplace-assessment, where: {result: pass}}
    """
    verified, mcq = held("verification/source", of="diploma"), held("au/mcq", result="pass")
    assessed = held("au/workplace-assessment", result="pass")

    shows(
        rule, "verified, MCQ and workplace assessment", person(verified, mcq, assessed), "eligible"
    )
    shows(rule, "no MCQ", person(verified, assessed), "not-yet")
    shows(rule, "MCQ failed", person(verified, held("au/mcq", result="fail"), assessed), "not-yet")
    shows(rule, "said nothing yet", person(complete=()), "cannot-tell")


def test_a2_any_of_equivalent_evidence():
    """One of several kinds of evidence is enough.

    GMC evidence of skill: PLAB, a postgraduate qualification, or sponsorship [UK.route.pgq,
    UK.mti.elig].
    """
    rule = """
    any:
      - {has: gb/plab2, where: {result: pass}}
      - {has: qualification/postgraduate, where: {name: [MRCP, MRCS]}}
      - {has: gb/sponsorship}
    """
    mrcp = held("qualification/postgraduate", name="MRCP")

    shows(rule, "passed PLAB 2", person(held("gb/plab2", result="pass")), "eligible")
    shows(rule, "holds the MRCP", person(mrcp), "eligible")
    shows(rule, "holds none of them", person(), "not-yet")
    shows(
        rule,
        "told only of a failed PLAB 2",
        person(held("gb/plab2", result="fail"), complete=()),
        "cannot-tell",
    )


def test_a3_exactly_one_with_ordered_preference():
    """The first branch that fits decides; nobody may pick a later one.

    ECFMG Pathways: whoever failed Step 2 CS has only Pathway 6; else Pathway 1 when eligible; else
    another [US.path.order].
    """
    rule = """
    choose:
      - when: {has: us/usmle-step2cs, where: {result: fail}}
        then: {has: us/mini-cex, count: 6, id: pathway-6}
      - when: {has: licence/medical, where: {unsupervised: yes}, valid: any}
        then: {judge: pathway-1-application, id: pathway-1}
      - else: {has: us/mini-cex, count: 6, id: pathway-6-at-last}
    """
    failed = held("us/usmle-step2cs", result="fail")
    licence = held("licence/medical", unsupervised="yes")
    six = [held("us/mini-cex", evaluator=f"e{n}") for n in range(6)]

    shows(rule, "T7: failed Step 2 CS and holds a licence", person(failed, licence), "not-yet")
    shows(rule, "failed Step 2 CS, six encounters", person(failed, licence, *six), "eligible")
    shows(rule, "licence only: Pathway 1, still to be judged", person(licence), "cannot-tell")
    shows(rule, "neither: the last branch", person(*six), "eligible")
    shows(
        rule,
        "history unknown, six encounters, no licence",
        person(*six, complete=("licence/*", "us/mini-cex")),
        "eligible",
    )


def test_a4_n_of_m():
    """At least so many of a set.

    The AMC clinical examination: 9 of 14 scored stations [AU.clin.rule]; Mini-CEX: 6 encounters
    [US.path6.minicex].
    """
    rule = """
    {has: au/clinical-station, where: {result: pass}, count: 9}
    """
    passed = [held("au/clinical-station", result="pass") for _ in range(9)]
    failed = [held("au/clinical-station", result="fail") for _ in range(5)]

    shows(rule, "9 of 14 passed", person(*passed, *failed), "eligible")
    shows(rule, "8 of 14 passed", person(*passed[1:], *failed), "not-yet")
    shows(rule, "8 passed, more to be told", person(*passed[1:], complete=()), "cannot-tell")


def test_a4_n_of_m_documents():
    """At least so many of several different things.

    A host that asks for two of letter, dean's letter and transcript [CP.amo.visa].
    """
    rule = """
    at-least: 2
    of:
      - {has: document/status}
      - {has: document/identity}
      - {has: document/good-standing}
    """
    status, identity = held("document/status"), held("document/identity")

    shows(rule, "two of three", person(status, identity), "eligible")
    shows(rule, "one of three", person(status), "not-yet")
    shows(rule, "one, and the others not asked", person(status, complete=()), "cannot-tell")


def test_a5_nested_all_any_with_conditional_cap():
    """A limit that is itself conditional, inside nested groups.

    Minnesota: three attempts at Step 3, four for whoever is licensed elsewhere and board certified;
    passed within five years of Step 2 or before residency ends [US.state.mn].
    """
    rule = """
    all:
      - {has: us/usmle-step3, where: {result: pass}, id: step3}
      - choose:
          - when: {all: [{has: licence/medical}, {has: certification/board}]}
            then: {attempts: us/usmle-step3, where: {result: fail}, max: 4, if-unmet: never}
          - else: {attempts: us/usmle-step3, where: {result: fail}, max: 3, if-unmet: never}
      - any:
          - {has: us/usmle-step3, after: us/usmle-step2ck, lag: at most 5 years}
          - {fact: residency-ends, is: ">= application"}
    """
    fail = held("us/usmle-step3", "2024-01-01", result="fail")
    passed = held("us/usmle-step3", "2025-06-01", result="pass")
    step2 = held("us/usmle-step2ck", "2020-06-01", result="pass")
    elsewhere = (held("licence/medical"), held("certification/board"))

    shows(
        rule,
        "two failures, passed on the last day of five years",
        person(fail, fail, passed, step2),
        "eligible",
    )
    shows(rule, "three failures", person(fail, fail, fail, passed, step2), "never")
    shows(
        rule,
        "three failures, licensed elsewhere and board certified",
        person(fail, fail, fail, passed, step2, *elsewhere),
        "eligible",
    )
    late = held("us/usmle-step3", "2025-06-02", result="pass")
    shows(
        rule, "one day late", person(late, step2, facts={"residency-ends": "2025-01-01"}), "not-yet"
    )
    shows(
        rule,
        "one day late, still in residency",
        person(late, step2, facts={"residency-ends": "2027-06-30"}),
        "eligible",
    )


def test_a6_negative_condition():
    """Something must not be: absence must be told, not assumed.

    Pathway 2 only where no recognised agency serves the region [US.path2.school]; a licence without
    disciplinary action [US.path1.licence].
    """
    rule = """
    all:
      - not: {fact: school-country-served-by, is: [agency-a, agency-b]}
        if-unmet: never
      - none:
          - {has: licence/medical, where: {disciplined: yes}, valid: any}
    """
    clean = held("licence/medical", disciplined="no")
    sanctioned = held("licence/medical", disciplined="yes")
    unserved = {"school-country-served-by": "none"}

    shows(rule, "no agency, clean licence", person(clean, facts=unserved), "eligible")
    shows(
        rule,
        "served by a recognised agency",
        person(clean, facts={"school-country-served-by": "agency-a"}),
        "never",
    )
    shows(rule, "region not known", person(clean), "cannot-tell")
    shows(rule, "disciplined", person(sanctioned, facts=unserved), "not-yet")
    shows(
        rule,
        "said nothing of other licences",
        person(clean, facts=unserved, complete=()),
        "cannot-tell",
    )


def test_a7_implied_prerequisites_by_membership():
    """A set of things must be within what is completed.

    Stanford asks for core clerkships in medicine, paediatrics and surgery [CP.vslo.core].
    """
    rule = """
    has: education/clerkship
    where: {discipline: [medicine, paediatrics, surgery]}
    distinct: discipline
    count: 3
    """
    done = [
        held("education/clerkship", discipline=d) for d in ("medicine", "paediatrics", "surgery")
    ]

    shows(
        rule,
        "all three cores and another",
        person(*done, held("education/clerkship", discipline="psychiatry")),
        "eligible",
    )
    shows(rule, "medicine twice, no surgery", person(*done[:2], done[0]), "not-yet")
    shows(rule, "two cores told so far", person(*done[:2], complete=()), "cannot-tell")


def test_a8_exemption_as_separate_rule():
    """An exemption lifts a requirement and is named in the explanation.

    Baden-Württemberg lifts the language examination for a German degree, ten years of German
    schooling or three years of training there [DE.lang.exempt].
    """
    rule = """
    versions:
      - in-force: ..
        source: law
        requires:
          all:
            - {has: language/level, where: {language: de, cefr: ">= C1"}, id: language}
            - {has: document/identity, id: identity}
        except:
          - when:
              any:
                - {has: degree/primary-medical, where: {country: DE}}
                - {time: education/secondary, where: {country: DE}, is: at least 10 years}
                - {time: experience/residency, where: {country: DE}, is: at least 3 years}
            because: {en: educated in German}
            drop: language
    """
    identity = held("document/identity")
    schooled = held("education/secondary", "2000-09-01", "2010-08-31", country="DE")
    shorter = held("education/secondary", "2000-09-01", "2010-08-01", country="DE")

    shows(
        rule,
        "C1 certificate",
        person(identity, held("language/level", language="de", cefr="C1")),
        "eligible",
    )
    shows(rule, "ten years of German schooling", person(identity, schooled), "eligible")
    shows(rule, "a month short of ten years", person(identity, shorter), "not-yet")
    shows(rule, "exempt, but no identity", person(schooled), "not-yet")


def test_a9_default_reversed_by_applicant_choice():
    """The applicant may elect the other procedure; without an election the default applies.

    The German reform: the knowledge examination by default, document review only on request
    [DE.reform].
    """
    rule = """
    choose:
      - when: {fact: elects, is: document-review}
        then: {judge: equivalence, text: {en: The authority compares the training}, id: review}
      - else: {has: de/kenntnispruefung, where: {result: pass}, id: examination}
    """
    passed = held("de/kenntnispruefung", result="pass")

    shows(rule, "default, examination passed", person(passed, facts={"elects": "none"}), "eligible")
    shows(rule, "default, examination not passed", person(facts={"elects": "none"}), "not-yet")
    shows(rule, "asked for review", person(facts={"elects": "document-review"}), "cannot-tell")
