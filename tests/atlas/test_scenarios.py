"""Acceptance scenarios with odd numbers: invented persons ask what the rules of the atlas say."""

from datetime import date
from textwrap import indent

import pytest

from salerno.atlas.outcomes import below_met
from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.records import person_of
from salerno.money import Money, Purse
from salerno.periods import PartialDate
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes, plan
from salerno.routes.steps import Outlook, step_of
from salerno.routes.whatifs import Case, supposing
from salerno.rules.explanations import explain
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from salerno.strict_yaml import read

TODAY = date(2026, 11, 22)


@pytest.fixture
def someone(atlas):
    """Return a function that makes a person of what they hold, one to a line, and of facts."""

    def made(*held, facts="{}", complete='["*"]'):
        credentials = indent("\n".join(f"- {{{one}}}" for one in held), "  ")
        text = f"person: trota\nfacts: {facts}\ncomplete: {complete}\n"
        text += f"credentials:\n{credentials}\n" if held else ""
        return person_of(read(text, name="trota"), vocabulary=atlas.vocabulary)

    return made


@pytest.fixture
def asked(atlas):
    """Return a function that tells the verdict on an opportunity, and what is not met of it."""

    def answer(name, person, *, on=TODAY, event=None, **around):
        start = Event(PartialDate.on(event)) if event else None
        circumstances = Circumstances(max(on, TODAY), application=on, event=start, **around)
        pack = compile_pack([atlas.opportunity(name)])
        (verdict,) = screen(person, pack, circumstances=circumstances)
        return verdict

    return answer


def told(verdict):
    """Return the verdict, and the ids of what is below met."""
    return str(verdict.state), set(below_met(verdict))


def lacking(verdict, name):
    """Return which attributes fall short in the requirement of that id."""
    lines = [line for line in explain(verdict).lines if line.note.id == name]
    return {(lack.credential.on.earliest, lack.name) for line in lines for lack in line.shortfalls}


CERTIFIABLE = (
    "type: us/ecfmg-verification, on: 2026-08-01, of: diploma",
    "type: us/ecfmg-verification, on: 2026-08-01, of: transcript",
    "type: us/usmle-step1, on: 2024-05-10, result: pass",
    "type: us/usmle-step2ck, on: 2025-02-10, result: pass, score: 245",
    'type: us/ecfmg-pathway, on: 2026-10-20, number: "3", match-year: 2027',
)
OET = "type: exam/oet-medicine, on: {}, listening: {}, reading: {}, speaking: {}, writing: {}"


def test_t1_oet_of_december_2024_has_the_score_but_not_the_date_for_the_match_of_2027(
    someone, asked
):
    trota = someone(*CERTIFIABLE, OET.format("2024-12-15", 360, 350, 350, 300))

    found = asked("us/ecfmg/certification", trota, cohort={"match-year": 2027})

    assert told(found) == ("not-yet", {"clinical-skills", "oet"})
    assert lacking(found, "oet") == {(date(2024, 12, 15), "on")}


def test_t1_the_first_day_of_the_window_is_in_it(someone, asked):
    trota = someone(*CERTIFIABLE, OET.format("2025-01-01", 360, 350, 350, 300))

    found = asked("us/ecfmg/certification", trota, cohort={"match-year": 2027})

    assert told(found) == ("eligible", set())


def test_t3_scores_of_two_sittings_are_not_put_together(someone, asked):
    sittings = [
        OET.format("2025-09-06", 360, 340, 350, 350),
        OET.format("2025-12-06", 340, 350, 350, 350),
    ]

    found = asked("us/ecfmg/certification", someone(*CERTIFIABLE, *sittings))

    assert told(found) == ("not-yet", {"clinical-skills", "oet"})
    assert lacking(found, "oet") == {
        (date(2025, 9, 6), "reading"),
        (date(2025, 12, 6), "listening"),
    }


FAILED = [
    f"type: us/usmle-step1, on: {day}, result: fail"
    for day in ("2025-01-10", "2025-05-10", "2025-09-10")
]


def test_t5_fourth_attempt_waits_for_the_later_of_two_spacings(someone, asked):
    applicant = "type: us/ecfmg-application, on: 2024-07-11, status: approved"
    trota = someone(*FAILED, applicant, facts="{student.status: graduate}")

    early, first = (
        asked("us/usmle/step-1", trota, on=day) for day in (date(2026, 3, 9), date(2026, 3, 10))
    )

    assert told(early) == ("not-yet", {"spacing", "half-year-after-last"})
    assert told(first) == ("eligible", set())


LICENSED = (
    "type: degree/primary-medical, on: 2024-06-30",
    "type: licence/medical, on: 2024-09-01, country: ES, unsupervised: yes, disciplined: no",
    "type: us/usmle-step2cs, on: 2019-05-10, result: fail",
)
SCHOOL = (
    "{student.status: graduate, school.accreditation-recognised-by: wfme,"
    " school.joint-with: none, school.region-served-by: wfme}"
)


@pytest.mark.parametrize(
    ("number", "expected"), [("1", "not-yet"), ("3", "not-yet"), ("6", "eligible")]
)
def test_t7_whoever_failed_step_2_cs_is_left_with_pathway_6(number, expected, someone, asked):
    accepted = f'type: us/ecfmg-pathway, on: 2026-10-01, number: "{number}"'

    found = asked("us/ecfmg/pathways", someone(*LICENSED, accepted, facts=SCHOOL))

    assert str(found.state) == expected


def test_t7_pathway_1_is_closed_to_whoever_failed_step_2_cs(someone, asked):
    found = asked("us/ecfmg/pathway-1", someone(*LICENSED, facts=SCHOOL))

    assert told(found) == ("never", {"no-failed-step-2-cs"})


PLAB = (
    "type: gb/plab-1, on: 2025-02-13, result: pass",
    *(
        f"type: gb/plab-2, on: {day}, result: fail"
        for day in ("2025-04-10", "2025-05-15", "2025-06-12", "2025-07-10")
    ),
)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (
            "type: experience/observership, on: 2025-09-01, until: 2026-10-31, country: GB",
            "not-yet",
        ),
        (
            "type: experience/clinical-practice, on: 2025-09-01, until: 2026-10-31, country: SD,"
            " reports: yes",
            "eligible",
        ),
    ],
)
def test_t9_observership_is_no_practice_before_a_fifth_attempt_at_plab_2(
    since, expected, someone, asked
):
    found = asked("gb/gmc/plab-2", someone(*PLAB, since), event=date(2026, 12, 15))

    assert str(found.state) == expected


SUDANESE = (
    "type: degree/primary-medical, on: 2020-06-30, country: SD",
    "type: gb/immigration-leave, on: 2025-09-01, kind: indefinite",
)


def test_t11_indefinite_leave_gives_priority_in_2026(someone, asked):
    abella = someone(*SUDANESE, facts="{citizenship: SD}")

    found = asked("gb/training/priority-2026", abella, event=date(2026, 4, 15))

    assert told(found) == ("eligible", set())


def test_t11_priority_in_2027_is_unknown_until_the_regulations_are_made(someone, asked):
    abella = someone(*SUDANESE, facts="{citizenship: SD}")

    found = asked("gb/training/priority-2027", abella, event=date(2027, 2, 15))

    assert told(found)[0] == "cannot-tell"
    assert "regulations" in told(found)[1]


CONSULTANT = (
    "type: degree/primary-medical, on: 2001-06-30, country: EG",
    "type: experience/clinical-practice, on: 2006-01-01, until: 2026-11-01, country: EG",
    "type: nz/nzrex, on: 2022-03-01, result: pass",
    "type: int/epic-portfolio, on: 2026-01-10",
    "type: nz/pgy1-offer, on: 2026-10-01, accredited: yes",
)


def test_t13_nzrex_pass_is_too_old_after_five_years_however_long_one_practised(someone, asked):
    costanza = someone(*CONSULTANT, facts="{judged/nz-fitness: yes}")

    late, timely = (
        asked("nz/mcnz/examinations-pathway", costanza, on=day)
        for day in (date(2027, 4, 1), date(2027, 3, 1))
    )

    assert told(late)[0] == "not-yet"
    assert {"examination", "nzrex"} <= told(late)[1]
    assert told(timely) == ("eligible", set())


def test_t13_a_pass_in_time_leads_to_the_first_postgraduate_year_only(someone, asked, atlas):
    costanza = someone(*CONSULTANT[:-1], facts="{judged/nz-fitness: yes}")

    found = asked("nz/mcnz/examinations-pathway", costanza, on=date(2027, 3, 1))

    (grant,) = atlas.opportunity("nz/mcnz/examinations-pathway").grants
    assert told(found) == ("not-yet", {"pgy1"})
    assert dict(grant.scope)["grade"] == "pgy1"


@pytest.mark.parametrize(
    ("passed", "expected"), [("2027-05-01", "eligible"), ("2027-05-02", "not-yet")]
)
def test_t15_last_norwegian_examination_counts_up_to_three_years_after_the_decision(
    passed, expected, someone, asked
):
    trota = someone(
        "type: no/equivalence-decision, on: 2024-05-01",
        "type: language/level, on: 2024-12-10, language: no, cefr: B2",
        "type: no/national-subjects, on: 2025-06-15, result: pass",
        "type: no/medication-handling, on: 2025-12-01, result: pass",
        f"type: no/professional-test, on: {passed}, result: pass",
    )

    found = asked("no/helsedirektoratet/authorisation", trota, on=date(2027, 6, 1))

    assert str(found.state) == expected


@pytest.mark.parametrize(
    ("enrolled", "expected"),
    [
        ("2021-11-17", ("eligible", set())),
        ("2021-11-18", ("not-yet", {"study-months", "english"})),
    ],
)
def test_t17_day_of_enrolment_decides_whether_a_short_course_in_russian_counts(
    enrolled, expected, someone, asked
):
    abella = someone(
        "type: experience/internship, on: 2026-01-01, until: 2026-12-31, country: RU",
        "type: degree/primary-medical, on: 2027-01-15, country: RU, in-wdoms: yes, language: ru",
        facts=(
            f"{{citizenship: IN, student.enrolled-on: {enrolled}, in.study-months: 48,"
            " in.one-institution: yes, in.online-parts: no, in.licensable-there: yes,"
            " in.class-12-in-india: yes, in.class-12-with-biology: yes,"
            " in.neet-before-leaving: yes, in.disrupted-years: 0}"
        ),
    )

    found = asked("in/nbems/fmge", abella, on=date(2027, 2, 1))

    assert told(found) == expected


def test_t19_five_documents_to_one_recipient_cost_no_more_than_the_cap(someone, atlas):
    transfer = atlas.opportunity("ca/mcc/file-transfer")

    steps = [
        step_of(
            transfer,
            (),
            person=someone(),
            to=Outlook(
                Circumstances(TODAY),
                atlas.vocabulary,
                quantities={"transferred document": count},
            ),
        )
        for count in (3, 5)
    ]

    costs = [Purse.of([Money.parse(amount)]) for amount in ("156 CAD", "200 CAD")]
    assert [step.low for step in steps] == [step.high for step in steps] == costs


def yearly(earned):
    """Return the activities of five years of the CFPC from July on: 130 certified, then these."""
    certified = [
        "type: cpd/activity, on: 2021-07-01, credits: 12, accredited: yes, category: assessment",
        "type: cpd/activity, on: 2021-10-01, credits: 118, accredited: yes, category: group",
    ]
    return certified + [
        f"type: cpd/activity, on: {2021 + year}-11-01, credits: {number}, accredited: no,"
        " category: self"
        for year, number in enumerate(earned)
    ]


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ((20, 30, 20, 30, 30), ("not-yet", {"each-year"})),
        ((20, 30, 25, 25, 30), ("eligible", set())),
    ],
)
def test_t21_each_year_of_the_cycle_needs_its_twenty_five_credits(earned, expected, someone, asked):
    trota = someone(*yearly(earned), facts="{cpd.cycle-start: 2021-07-01}")

    found = asked("ca/cfpc/mainpro", trota, on=date(2026, 7, 1))

    assert told(found) == expected


@pytest.mark.parametrize(
    ("first", "last", "earned", "expected"),
    [
        (2019, 2023, 400, "eligible"),
        (2019, 2023, 399, "not-yet"),
        (2024, 2028, 250, "eligible"),
        (2024, 2028, 249, "not-yet"),
    ],
)
def test_t23_cycle_of_the_royal_college_decides_between_400_and_250_credits(
    first, last, earned, expected, someone, asked
):
    facts = f"{{cpd.cycle-start: {first}-01-01, cpd.cycle-end: {last}-12-31}}"
    each = (
        'type: cpd/activity, on: {}, credits: {}, section: "{}", accredited: yes, category: group'
    )
    trota = someone(
        *(each.format(f"{first + n}-05-01", 60, n % 3 + 1) for n in range(4)),
        each.format(f"{last}-06-01", earned - 240, "1"),
        facts=facts,
    )

    found = asked("ca/royal-college/moc", trota, on=date(last + 1, 1, 31))

    assert str(found.state) == expected


def test_t25_graduate_without_step_1_may_observe_but_lay_no_hand_on(someone, asked):
    trota = someone(facts="{student.status: graduate}")

    observing, hands_on = (
        asked(f"us/amopportunities/{kind}", trota) for kind in ("observership", "hands-on")
    )

    assert str(observing.state) == "eligible"
    assert told(hands_on)[0] == "not-yet"
    assert "step-1" in told(hands_on)[1]


def test_t25_step_1_opens_outpatient_settings_but_no_ward(someone, asked, atlas):
    trota = someone(
        "type: us/usmle-step1, on: 2026-03-10, result: pass", facts="{student.status: graduate}"
    )

    found = asked("us/amopportunities/hands-on", trota)

    (grant,) = atlas.opportunity("us/amopportunities/hands-on").grants
    assert told(found) == ("eligible", set())
    assert dict(grant.scope) == {"country": "US", "hands-on": "yes", "setting": "outpatient"}


def test_t27_german_file_of_november_2026_is_shown_with_and_without_the_reform(someone, atlas):
    abella = someone(
        "type: degree/primary-medical, on: 2020-06-30, country: EG",
        "type: de/application, on: 2026-11-22",
        facts="{de.examination-chosen: no}",
    )
    known = atlas.opportunities
    goal = goal_named("de/federal/kenntnispruefung", known.values(), vocabulary=atlas.vocabulary)
    present = Case(abella, Outlook(Circumstances(TODAY), atlas.vocabulary))
    reformed = supposing(present, what=f"on {goal.id}", opportunities=known)

    plans = [
        plan(
            case.person,
            compile_pack(known.values()),
            goal=goal,
            outlook=case.outlook,
            wishes=Wishes(most=1, dated=False),
        )
        for case in (present, reformed)
    ]

    assert [[step.id for step in one.routes[0].steps] for one in plans] == [
        ["de/federal/equivalence-review", goal.id],
        [goal.id],
    ]
