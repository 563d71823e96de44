import json

import pytest

from salerno.errors import UnknownName
from salerno.rules.sieves import Sieve
from salerno_web.atlas.outlines import jurisdiction_outlines, opportunity_outline
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.told import Told, told_in
from salerno_web.opportunities.outlines import ask_outlines, verdict_outline_of, verdict_rows

CANADIAN = {"type": "degree/primary-medical", "on": "2024-06-01", "accreditor": "cacms"}
GRADUATE = told_in({"facts": {"citizenship": "CA"}, "complete": ["*"], "credentials": [CANADIAN]})


def test_rows_are_a_stretch_of_what_comes_through():
    whole = verdict_rows(Told(), Sieve(country=("CA",)), voice("en"), most=1000)
    part = verdict_rows(Told(), Sieve(country=("CA",)), voice("en"), start=10, most=5)

    assert whole["total"] == len(whole["rows"]) == part["total"]
    assert part["rows"] == whole["rows"][10:15]
    assert {row["country"] for row in whole["rows"]} == {"CA"}
    assert whole["brings-back"] == {"country": len(facts().opportunities) - whole["total"]}
    assert json.loads(json.dumps(whole)) == whole


def test_outline_of_a_verdict_has_what_would_change_it():
    found = verdict_outline_of(GRADUATE, "ca/mcc/mccqe", voice("en"))

    assert found["state"] == "not-yet"
    assert [mend["name"] for mend in found["fix"]["mends"]] == ["ca/mcc/account"]
    assert json.loads(json.dumps(found)) == found


def test_outline_of_an_open_verdict_has_questions_and_no_fix():
    found = verdict_outline_of(Told(), "ca/mcc/mccqe", voice("en"))

    assert found["fix"] is None
    assert "degree/primary-medical" in [ask["name"] for ask in found["asks"]]


def test_outline_of_an_unknown_opportunity_says_what_may_be_meant():
    with pytest.raises(UnknownName, match="did you mean 'ca/mcc/mccqe'"):
        verdict_outline_of(Told(), "ca/mcc/mcqe", voice("en"))


def test_questions_are_those_of_the_interview():
    found = ask_outlines(Told(), voice("en"), most=2)

    assert [ask["name"] for ask in found] == ["citizenship", "student.status"]


def test_every_opportunity_has_an_outline_that_is_json():
    for own in facts().opportunities.values():
        found = opportunity_outline(own, voice("en"))

        assert json.loads(json.dumps(found)) == found
        assert found["id"] == own.id
        assert len(found["versions"]) == len(own.versions)


def test_jurisdictions_count_every_opportunity_once():
    found = jurisdiction_outlines(voice("es"))

    assert sum(row["opportunities"] for row in found) == len(facts().opportunities)
    assert {row["name-text"] for row in found if row["code"] == "DE"} == {"Alemania"}
