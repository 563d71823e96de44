"""Templates say what nearly every host asks, in words that the atlas knows, and can be adapted."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances, Event
from salerno.errors import InputError, RuleError
from salerno.periods import PartialDate
from salerno.placements.demands import DUES
from salerno.placements.templates import template, templates
from salerno.rules.leaves import Has
from salerno.rules.requirements import walk
from tests.library.placements.hosts import VOCABULARY, location_of, read

STAY = Event(PartialDate.on(date(2027, 3, 1)), PartialDate.on(date(2027, 3, 28)))
AROUND = Circumstances(date(2026, 11, 23), event=STAY)
WANTED = {
    "hepatitis-b", "mmr", "varicella", "tuberculosis", "influenza", "bls", "acls", "privacy",
    "malpractice", "health-insurance", "background-check", "language", "letters", "good-standing",
}  # fmt: skip


def asked(name, more=""):
    """Return the demand of a host that names the template."""
    (demand,) = location_of(f"asks: [{{template: {name}{more}}}]").demands
    return demand


def test_what_hosts_usually_ask_has_a_template():
    assert set(templates()) >= WANTED


@pytest.mark.parametrize("name", templates())
def test_template_asks_under_its_own_name_by_its_own_point(name):
    own = templates()[name]

    demand = asked(name)

    assert (demand.id, demand.due, demand.fixed) == (name, own.due, False)
    assert demand.owner in ("applicant", "school", "host")
    assert demand.asks.note.id == name
    assert set(dict(own.title)) >= {"en", "es"}


@pytest.mark.parametrize("name", templates())
def test_template_names_only_what_the_atlas_knows(name):
    for part in walk(asked(name).asks):
        if isinstance(part, Has):
            assert set(part.selection.types) <= set(VOCABULARY.types)


def test_every_point_and_every_owner_has_templates():
    found = [asked(name) for name in templates()]

    assert {own.due for own in found} == set(DUES)
    assert {own.owner for own in found} == {"applicant", "school", "host"}


@pytest.mark.parametrize(
    "name", ["hepatitis-b", "mmr", "tuberculosis", "influenza", "bls", "acls", "malpractice"]
)
def test_what_runs_out_must_last_through_the_last_day(name):
    (part,) = walk(asked(name).asks)

    assert part.selection.validity.anchor == "event-end"
    assert AROUND.anchor("event-end") == STAY.end


def test_template_is_adapted_by_the_keys_beside_it():
    demand = asked(
        "language", ", where: {language: fr, cefr: '>= C1'}, due: onboarding, fixed: yes"
    )
    renamed = asked("letters", ", id: two-letters, count: '>= 2', actor: school")

    assert (demand.due, demand.fixed) == ("onboarding", True)
    assert str(demand.asks.selection.where[0][1].values) == "('fr',)"
    assert (renamed.id, renamed.asks.note.id, renamed.owner) == ("two-letters",) * 2 + ("school",)
    assert renamed.asks.count.value == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("template: blss", "host.yaml:3:19: unknown template 'blss'; did you mean 'bls'"),
        ("template: zzzzzz", "unknown template 'zzzzzz'; the templates are hepatitis-b, "),
        ("template: varicella, where: {doses: 2}", "unknown key 'where' in 'any'"),
    ],
)
def test_mistake_is_told_where_the_template_is_named(more, told):
    with pytest.raises(RuleError, match=told):
        location_of(f"asks: [{{{more}}}]")


def test_template_asks_for_one_thing():
    with pytest.raises(InputError, match="a template asks for one thing; join several under 'all'"):
        template(read("{template: a, title: A, due: onboarding, asks: [{has: training/bls}]}"))
