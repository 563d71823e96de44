"""C. Time: cut-offs, ages, windows, gaps, cycles, seasons."""

from tests.spec.clerk import held, person, shows


def test_c1_absolute_cut_off():
    """A date on or after a fixed day.

    Pathways 3 to 5: graduated on or after 2023-01-01 [US.path35.grad].
    """
    rule = """
    {has: degree/primary-medical, where: {on: ">= 2023-01-01"}}
    """

    shows(
        rule,
        "graduated on the day",
        person(held("degree/primary-medical", "2023-01-01")),
        "eligible",
    )
    shows(
        rule,
        "graduated the day before",
        person(held("degree/primary-medical", "2022-12-31")),
        "not-yet",
    )
    shows(
        rule,
        "graduated some time in 2023",
        person(held("degree/primary-medical", "2023")),
        "eligible",
    )
    shows(rule, "date not told", person(held("degree/primary-medical")), "cannot-tell")


def test_c2_cut_off_relative_to_cohort_year():
    """A day of a year counted from the cohort's year.

    ECFMG: OET on or after 1 January of the Match year minus two; Pathway 1 licence valid on or
    after 1 January of the Match year minus five [US.oet.window, US.path1.licence].
    """
    rule = """
    all:
      - {has: exam/oet-medicine, where: {on: ">= 01-01 of match-year - 2"}}
      - {has: licence/medical, where: {until: ">= 01-01 of match-year - 5"}, valid: any}
    """
    licence = held("licence/medical", until="2022-06-30")

    shows(
        rule,
        "T1: sat 2024-12-15, Match 2027",
        person(held("exam/oet-medicine", "2024-12-15"), licence),
        "not-yet",
    )
    shows(
        rule,
        "sat on the first good day",
        person(held("exam/oet-medicine", "2025-01-01"), licence),
        "eligible",
    )
    shows(
        rule,
        "the same sitting a Match later",
        person(held("exam/oet-medicine", "2025-01-01"), licence),
        "not-yet",
        match_year=2028,
    )
    lapsed = held("licence/medical", until="2021-12-31")
    shows(
        rule,
        "licence lapsed the day before the cut-off",
        person(held("exam/oet-medicine", "2025-01-01"), lapsed),
        "not-yet",
    )


def test_c3_validity_from_own_date():
    """A paper is good for so long from its own date.

    Certificate of good standing for six months [AE.gs]; certified identity for five years
    [US.step3.cid].
    """
    rule = """
    {has: document/good-standing, age: at most 6 months}
    """

    shows(
        rule,
        "issued six months ago to the day",
        person(held("document/good-standing", "2026-05-22")),
        "eligible",
    )
    shows(
        rule,
        "issued a day earlier",
        person(held("document/good-standing", "2026-05-21")),
        "not-yet",
    )
    shows(rule, "issued in May", person(held("document/good-standing", "2026-05")), "cannot-tell")
    shows(
        rule,
        "applying next March",
        person(held("document/good-standing", "2026-05-22")),
        "not-yet",
        application="2027-03-01",
    )


def test_c4_validity_measured_at_another_event():
    """The age is taken on the day of something else.

    IELTS younger than two years on the day of PLAB 1, or at the GMC decision on other routes
    [UK.eng.valid].
    """
    rule = """
    {has: exam/ielts-academic, age: under 2 years, at: gb/plab1}
    """
    ielts = held("exam/ielts-academic", "2023-03-01")

    shows(
        rule,
        "a day under two years at PLAB 1, long ago now",
        person(ielts, held("gb/plab1", "2025-02-28")),
        "eligible",
    )
    shows(rule, "two years at PLAB 1", person(ielts, held("gb/plab1", "2025-03-01")), "not-yet")
    shows(rule, "no PLAB 1 yet: taken on the day of application", person(ielts), "not-yet")


def test_c5_deadline_after_another_event():
    """Something must follow something else within a window from its exact day.

    PLAB 2 within two years of the PLAB 1 test day [UK.plab.window].
    """
    rule = """
    all:
      - {has: gb/plab1, where: {result: pass}, id: plab1}
      - {has: gb/plab2, where: {result: pass}, after: plab1, lag: at most 2 years}
    """
    first = held("gb/plab1", "2024-02-29", result="pass")

    shows(
        rule,
        "on the last day: 29 February rounds down to the 28th",
        person(first, held("gb/plab2", "2026-02-28", result="pass")),
        "eligible",
    )
    shows(
        rule,
        "one day late",
        person(first, held("gb/plab2", "2026-03-01", result="pass")),
        "not-yet",
    )
    shows(
        rule,
        "before PLAB 1",
        person(first, held("gb/plab2", "2024-01-01", result="pass")),
        "not-yet",
    )


def test_c6_sliding_window_over_a_set():
    """All of a set within one window; the oldest lapses and can be taken again.

    ECFMG: the required examinations within seven years [US.7y].
    """
    rule = """
    window: 7 years
    all:
      - {has: us/usmle-step1, where: {result: pass}}
      - {has: us/usmle-step2ck, where: {result: pass}}
    """
    step1 = held("us/usmle-step1", "2018-05-01", result="pass")

    shows(
        rule,
        "seven years apart to the day",
        person(step1, held("us/usmle-step2ck", "2025-05-01", result="pass")),
        "eligible",
    )
    late = held("us/usmle-step2ck", "2025-05-02", result="pass")
    shows(rule, "a day more", person(step1, late), "not-yet")
    again = held("us/usmle-step1", "2026-01-10", result="pass")
    shows(rule, "the older one passed again", person(step1, late, again), "eligible")
    shows(
        rule, "a day more, other sittings not told", person(step1, late, complete=()), "cannot-tell"
    )


def practice(start, end, **more):
    return held("experience/practice", start, end, **more)


def test_c7_n_of_last_m_with_intensity():
    """So much time out of the last so much, at a minimum intensity, recent part included.

    New Zealand: 33 of the last 48 months at 20 hours a week [NZ.chs]; MTI: three of the last five
    years, the last twelve months included [UK.mti.elig].
    """
    rule = """
    all:
      - time: experience/practice
        where: {hours-per-week: ">= 20"}
        within: 48 months
        is: at least 33 months
      - time: experience/practice
        within: 12 months
        measure: gap
        is: at most 5 weeks
    """

    shows(
        rule,
        "full-time for three years until now",
        person(practice("2023-11-22", "", **{"hours-per-week": 40})),
        "eligible",
    )
    shows(
        rule,
        "as long, at ten hours a week",
        person(practice("2023-11-22", "", **{"hours-per-week": 10})),
        "not-yet",
    )
    shows(
        rule,
        "long enough, but six months away lately",
        person(practice("2022-11-22", "2026-05-21", **{"hours-per-week": 40})),
        "not-yet",
    )
    shows(rule, "nothing told", person(complete=()), "cannot-tell")


def test_c8_maximum_gap():
    """No interruption longer than so much.

    MOHAP: no break over two years [AE.gap]; MTI: gaps of at most five weeks in twelve months
    [UK.mti.elig].
    """
    rule = """
    {time: experience/practice, within: 12 months, measure: gap, is: at most 5 weeks}
    """
    until_june = practice("2024-01-01", "2026-06-01")

    shows(rule, "35 days off", person(until_june, practice("2026-07-07", "")), "eligible")
    shows(rule, "36 days off", person(until_june, practice("2026-07-08", "")), "not-yet")
    shows(
        rule,
        "36 days off, perhaps another job",
        person(until_june, practice("2026-07-08", ""), complete=()),
        "cannot-tell",
    )


def test_c9_clock_with_excluded_periods():
    """Time since something, leaving out what does not count.

    Japan: ten years since graduation, study and practice left out [JP.tab.age].
    """
    rule = """
    time: [experience/practice, education/course]
    since: degree/primary-medical
    measure: uncovered
    is: at most 10 years
    """
    degree = held("degree/primary-medical", "2010-01-01")

    shows(
        rule,
        "sixteen years, eight of them in practice",
        person(degree, practice("2012-01-01", "2019-12-31")),
        "eligible",
    )
    shows(
        rule,
        "sixteen years, five in practice",
        person(degree, practice("2012-01-01", "2016-12-31")),
        "not-yet",
    )


def test_c10_course_length_and_deadline_from_enrolment():
    """Parts of a minimum length, the whole within a limit from enrolment.

    India: 54 months of course and 12 of internship within ten years of enrolment [IN.fmgl.dur].
    """
    rule = """
    all:
      - {sum: months, of: education/course, is: ">= 54"}
      - {time: experience/internship, is: at least 12 months}
      - {has: degree/primary-medical, where: {enrolled: ">= 2021-11-18"}}
      - {has: degree/primary-medical, after: education/course, lag: at most 10 years}
    """
    course = held("education/course", "2021-12-01", "2026-06-30", months=54)
    internship = held("experience/internship", "2025-07-01", "2026-06-30")
    degree = held("degree/primary-medical", "2026-07-01", enrolled="2021-12-01")

    shows(
        rule,
        "54 months, a year of internship, in time",
        person(course, internship, degree),
        "eligible",
    )
    short = held("education/course", "2021-12-01", "2026-05-31", months=53)
    shows(rule, "53 months", person(short, internship, degree), "not-yet")


def test_c11_cooling_off_and_waiting_periods():
    """Not before so long after the first, the last or the n-th.

    USMLE: a fourth attempt twelve months after the first and six months after the last
    [US.usmle.spacing].
    """
    rule = """
    all:
      - {wait: 12 months, after: us/usmle-step1, which: first}
      - {wait: 6 months, after: us/usmle-step1, which: last}
    """
    three = [
        held("us/usmle-step1", f"2025-{month}-10", result="fail") for month in ("01", "05", "09")
    ]

    shows(
        rule,
        "T5: failed in January, May and September 2025; asks for 2026-03-10",
        person(*three),
        "eligible",
        application="2026-03-10",
    )
    shows(rule, "T5: asks for the day before", person(*three), "not-yet", application="2026-03-09")
    shows(rule, "never sat it", person(), "eligible")
    shows(rule, "attempts not told", person(complete=()), "cannot-tell")
