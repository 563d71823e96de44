"""Whatever is typed: forms never fail, lose nothing, and give back what they took."""

import json
import string

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.forms import (
    CredentialForm,
    FactForm,
    choices_of,
    fact_initial_of,
    initial_of,
)
from salerno_web.credentials.told import told_in
from tests.web.credentials.filling import shown_in

ATTRIBUTES = [*facts().vocabulary.facts.values()]
TYPES = [*facts().vocabulary.types.values()]
ODD = [
    "", " ", "\x00", "0\r0", "a\u2028b", "\u202e", "٣", "-0", "1e9", "NaN", "Infinity", "1,5",
    "12000 EUR", "5..4 USD", "2026-02-30", "9999", "0000", "none", "unknown", "<b>",
    "'; --", "🩺" * 50, "x" * 500,
]  # fmt: skip
typed = st.sampled_from(ODD) | st.text(max_size=30)
signs = settings(suppress_health_check=list(HealthCheck))
rarely = settings(signs, max_examples=15)
NUMBERS = st.integers(0, 40).map(str)
YEARS = st.integers(1900, 2100).map(str)


def sendable(field, name, draw):
    """Return values for the controls of a field: some that fit, some that nobody offers."""
    widget = field.widget
    parts = getattr(widget, "widgets_names", None)
    if parts is None:
        return {name: draw(_value(field))}
    return {f"{name}{part}": draw(_value(field)) for part in parts if draw(st.booleans())}


def _value(field):
    offered = [str(code) for code, _ in getattr(field, "choices", [])]
    fitting = st.sampled_from(offered) if offered else NUMBERS | YEARS
    return fitting | typed


def fill(form, draw):
    """Return a posting of any of the controls of a form, some of them twice."""
    sent = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if draw(st.booleans()):
            for key, value in sendable(field, name, draw).items():
                sent.setlist(key, [value] * draw(st.integers(1, 2)))
    return sent


def fact_form(attribute, sent=None, before=None):
    first = fact_initial_of(before, attribute)
    return FactForm(sent, initial=first, attribute=attribute, voice=voice("en"), question="What?")


def credential_form(known, sent=None, before=None):
    initial = initial_of(before or {})
    return CredentialForm(
        sent, initial=initial, known=known, attributes=known.attributes, voice=voice("en")
    )


def assert_is_kept(form, sent):
    """Nothing that was typed is lost, and every fault is said beside a field or for the whole."""
    assert form.errors
    assert set(form.errors) <= {*form.fields, "__all__"}
    assert {key: form.data.getlist(key) for key in sent} == dict(sent.lists())


@signs
@given(st.sampled_from(ATTRIBUTES), st.data())
def test_fact_form_takes_anything_and_loses_nothing(attribute, data):
    sent = fill(fact_form(attribute), data.draw)

    form = fact_form(attribute, sent)

    if not form.is_valid():
        assert_is_kept(form, sent)
        assert form.as_p()


@signs
@given(st.sampled_from(ATTRIBUTES), st.data())
def test_fact_form_shows_what_it_took_and_takes_what_it_shows(attribute, data):
    form = fact_form(attribute, fill(fact_form(attribute), data.draw))
    if not form.is_valid():
        return
    told = form.cleaned_data["plain"]

    again = fact_form(attribute, shown_in(fact_form(attribute, before=told).as_p()))

    assert again.is_valid(), again.errors
    assert again.cleaned_data["plain"] == told


@signs
@given(st.sampled_from(TYPES), st.data())
def test_credential_form_takes_anything_and_loses_nothing(known, data):
    sent = fill(credential_form(known), data.draw)

    form = credential_form(known, sent)

    if not form.is_valid():
        assert_is_kept(form, sent)
        assert form.as_p()


@signs
@given(st.sampled_from(TYPES), st.data())
def test_credential_form_shows_what_it_took_and_takes_what_it_shows(known, data):
    form = credential_form(known, fill(credential_form(known), data.draw))
    if not form.is_valid():
        return
    told = form.cleaned_data["plain"]

    again = credential_form(known, shown_in(credential_form(known, before=told).as_p()))

    assert again.is_valid(), again.errors
    assert again.cleaned_data["plain"] == told


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda own: own.name)
def test_fact_form_takes_every_choice_that_it_offers(attribute):
    offered = [code for code, _ in choices_of(attribute, voice("en"))]

    for code in offered[:10]:
        sent = QueryDict(mutable=True)
        sent["value_0" if attribute.many else "value"] = code
        form = fact_form(attribute, sent)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["plain"] == code


ANSWERED = st.sampled_from(
    [
        ("citizenship", {"value_0": "NG"}, "NG"),
        ("citizenship", {"value_0": "IN", "value_1": "GB"}, ["IN", "GB"]),
        ("citizenship", {"none": "on"}, "none"),
        ("student.status", {"value": "graduate"}, "graduate"),
        ("student.status", {"value": "enrolled"}, "enrolled"),
        ("residence.country", {"value": "EG"}, "EG"),
        ("birth.date", {"value_day": "3", "value_month": "4", "value_year": "1999"}, "1999-04-03"),
        ("birth.date", {"value_year": "1999"}, "1999"),
    ]
)
UNKNOWN_ = st.sampled_from(["citizenship", "student.status", "birth.date"])
WRONG = st.sampled_from(
    [
        ("citizenship", {}),
        ("citizenship", {"value_0": "Atlantis"}),
        ("student.status", {"value": "\x00"}),
        ("birth.date", {"value_year": "99", "value_day": "31"}),
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("answer"), ANSWERED),
    st.tuples(st.just("unknown"), UNKNOWN_),
    st.tuples(st.just("wrong"), WRONG),
    st.tuples(st.just("back"), UNKNOWN_),
    st.tuples(st.just("reopen"), UNKNOWN_),
)


@pytest.mark.slow
@pytest.mark.django_db
@rarely
@given(st.lists(STEPS, max_size=8))
def test_interview_keeps_each_answer_whatever_else_is_done(steps):
    client, kept, skipped = Client(), {}, set()

    for kind, what in steps:
        name = what if isinstance(what, str) else what[0]
        path = reverse("interview_question", args=["fact", name])
        if kind == "answer":
            assert client.post(path, what[1]).status_code == 302
            kept[name] = what[2]
            skipped.discard(name)
        elif kind == "unknown":
            assert client.post(path, {"unknown": "1"}).status_code == 302
            kept.pop(name, None)
            skipped.add(name)
        elif kind == "wrong":
            assert client.post(path, what[1]).status_code == 200
        elif kind == "back":
            assert client.get(path).status_code == 200
        else:
            client.post(reverse("record_reopen", args=["fact", name]))
            kept.pop(name, None)
        told = client.session.get("told", {})
        assert told.get("plain", {}).get("facts", {}) == kept
        assert {name for _, name in told.get("skipped", [])} == skipped

    asked = client.get(reverse("interview_next")).headers["Location"]
    assert asked not in {reverse("interview_question", args=["fact", n]) for n in {*kept, *skipped}}


@pytest.mark.django_db
@rarely
@given(
    st.binary(max_size=200)
    | st.text(string.printable, max_size=200).map(str.encode)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=9,
    ).map(lambda value: json.dumps({"person": "x", "facts": value, "credentials": value}).encode())
)
def test_person_file_of_anything_is_read_whole_or_not_at_all(content):
    client = Client()
    client.post(reverse("interview_question", args=["fact", "citizenship"]), {"value_0": "NG"})
    before = client.session["told"]

    file = SimpleUploadedFile("me.yaml", content)
    response = client.post(reverse("interview_file"), {"file": file})

    if response.status_code == 302:
        assert told_in(client.session["told"]["plain"]).digest
    else:
        assert response.status_code == 200
        assert client.session["told"] == before
