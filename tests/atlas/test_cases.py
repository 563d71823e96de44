"""Every case of the atlas gets its verdict, for the reasons that it names."""

from salerno.atlas import run_case


def test_case_gets_its_verdict(case, atlas):
    outcome = run_case(case, atlas)

    assert outcome.passed, str(outcome)


def test_every_case_can_be_read(unreadable):
    assert [str(problem) for problem in unreadable] == []


def test_names_of_cases_are_distinct(cases):
    names = [str(case) for case in cases]

    assert sorted(names) == sorted(set(names))
