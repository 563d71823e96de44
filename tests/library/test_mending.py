from salerno.credentials.circumstances import Circumstances
from salerno.rules.fixes import cheapest_fix
from salerno.rules.mending import NAMED, offers_of, within_reach
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.spec.clerk import TODAY, held, opportunity, person, verdict_of

OPEN = "{has: document/identity}"
UNTOLD = "{has: document/status}"
BARRED = "{fact: citizenship, is: CA, if-unmet: never}"


def offer(name, rule):
    versions = f"versions: [{{in-force: .., source: law, requires: {rule}}}]"
    return opportunity(f"{versions}\ngrants: [us/ecfmg-certificate]", name=name)


def reach(*opportunities):
    trota = person(
        held("document/identity"), facts={"citizenship": "EG"}, complete=("document/identity",)
    )
    verdicts = screen(trota, compile_pack(opportunities), circumstances=Circumstances(today=TODAY))
    found = within_reach(offers_of(opportunities), verdicts)
    return {name: [o.id for o in granting] for name, granting in found.items()}


def test_offer_that_a_rule_names_need_not_grant_the_type_but_must_not_be_closed():
    open_, barred = offer("a", OPEN), offer("b", BARRED)

    assert reach(open_, barred)[NAMED] == ["a"]


def test_of_what_a_rule_names_the_nearest_mends_it():
    near, far, beside = offer("a", OPEN), offer("b", UNTOLD), opportunity(OPEN, name="c")
    trota = person(held("document/identity"), complete=("document/identity", "us/*"))
    rule = "{has: us/ecfmg-certificate, fix: [b, c, a]}"
    verdicts = screen(
        trota, compile_pack([near, far, beside]), circumstances=Circumstances(today=TODAY)
    )
    offers = within_reach(offers_of([near, far, beside]), verdicts)

    (mended,) = cheapest_fix(verdict_of(rule, trota), offers=offers).mends
    (named,) = cheapest_fix(verdict_of(rule.replace("b, c, a", "c"), trota), offers=offers).mends

    assert (mended[0].name, named[0].name) == ("a", "c")


def test_offers_within_reach_are_those_nearest_to_being_open():
    open_, untold, barred = offer("a", OPEN), offer("b", UNTOLD), offer("c", BARRED)

    assert reach(barred, untold, open_)["us/ecfmg-certificate"] == ["a"]
    assert reach(barred, untold)["us/ecfmg-certificate"] == ["b"]
    assert reach(barred) == {NAMED: []}


def test_offers_without_a_verdict_count_as_not_yet():
    somewhere = offer("a", OPEN)

    found = within_reach(offers_of([somewhere]), [])

    assert found == {NAMED: (), "us/ecfmg-certificate": (somewhere,)}


def test_attempts_that_are_spent_come_back_only_with_time():
    trota = person(held("gb/plab1", "2026-10-01"))

    ever = verdict_of("{attempts: gb/plab1, max: 1}", trota)
    a_year = verdict_of("{attempts: gb/plab1, max: 1, per: 12 months}", trota)

    assert cheapest_fix(ever, offers={}) is None
    assert cheapest_fix(a_year, offers={}) is not None
