from salerno.credentials.circumstances import Circumstances
from salerno.rules.fixes import cheapest_fix
from salerno.rules.mending import offers_of, within_reach
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


def test_offers_within_reach_are_those_nearest_to_being_open():
    open_, untold, barred = offer("a", OPEN), offer("b", UNTOLD), offer("c", BARRED)

    assert reach(barred, untold, open_) == {"us/ecfmg-certificate": ["a"]}
    assert reach(barred, untold) == {"us/ecfmg-certificate": ["b"]}
    assert reach(barred) == {}


def test_offers_without_a_verdict_count_as_not_yet():
    somewhere = offer("a", OPEN)

    assert within_reach(offers_of([somewhere]), []) == {"us/ecfmg-certificate": (somewhere,)}


def test_attempts_that_are_spent_come_back_only_with_time():
    trota = person(held("gb/plab1", "2026-10-01"))

    ever = verdict_of("{attempts: gb/plab1, max: 1}", trota)
    a_year = verdict_of("{attempts: gb/plab1, max: 1, per: 12 months}", trota)

    assert cheapest_fix(ever, offers={}) is None
    assert cheapest_fix(a_year, offers={}) is not None
