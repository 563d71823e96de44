"""Each component tag, alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from salerno.money import Money, MoneyRange
from salerno_web.ui.icons import SHAPES


class Telling(forms.Form):
    """A field of every look."""

    name = forms.CharField(label="Name", help_text="As in your passport.")
    answer = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="I agree", help_text="You may take it back.")
    on = forms.DateField(widget=forms.SelectDateWidget)

    def clean(self):
        raise forms.ValidationError("This does not fit together.")


def told(written, /, **context):
    """Return what a template says."""
    return Template(written).render(Context(context))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eligible", "Open to you"),
        ("not-yet", "Not yet"),
        ("not_yet", "Not yet"),
        ("never", "Not open to you"),
        ("cannot-tell", "Cannot tell yet"),
    ],
)
def test_verdict_says_its_word_beside_a_sign(name, words):
    html = told("{% verdict name %}", name=name)

    assert f"<span>{words}</span>" in html
    assert html.count("<svg") == 1


@pytest.mark.parametrize("name", ["law", "official", "provider", "secondary"])
def test_tier_says_what_kind_of_source_it_is(name):
    html = told("{% tier name %}", name=name)

    assert f">{name.capitalize()}</span>" in html


@pytest.mark.parametrize("name", SHAPES)
def test_icon_is_hidden_from_those_who_listen(name):
    assert 'aria-hidden="true"' in told("{% icon name %}", name=name)


def test_icon_that_nobody_drew_is_an_error():
    with pytest.raises(KeyError):
        told('{% icon "unicorn" %}')


def test_citation_shows_link_place_tier_day_and_confidence():
    source = {
        "url": "https://example.org/act",
        "title": "The Act",
        "locator": "section 4",
        "tier": "law",
        "read": "2026-11-01",
        "confidence": "A",
    }

    html = told("{% citation source %}", source=source)

    for part in ('href="https://example.org/act"', "The Act", "section 4", "Law", "Confidence A"):
        assert part in html
    assert '<time datetime="2026-11-01">1 November 2026</time>' in html


def test_citation_without_a_day_says_so():
    html = told("{% citation source %}", source={"title": "The Act"})

    assert "No day of reading is known" in html
    assert "<a " not in html


def test_field_ties_hint_and_error_to_its_control():
    html = told("{% field form.name %}", form=Telling({}))

    assert '<label for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<span class="visually-hidden">Error: </span>' in html


def test_field_of_several_controls_is_a_group_with_a_legend():
    html = told("{% field form.answer heading=True %}", form=Telling({}))

    assert "<legend><h1>Answer</h1></legend>" in html
    assert '<fieldset class="field wrong" aria-describedby="id_answer_error">' in html


def test_field_with_one_box_has_its_label_after_it():
    html = told("{% field form.agrees %}", form=Telling())

    assert html.index("<input") < html.index('<label for="id_agrees">')


def test_label_may_be_the_heading_of_the_page():
    html = told("{% field form.name heading=True %}", form=Telling())

    assert '<h1><label for="id_name">Name</label></h1>' in html


def test_date_of_several_choices_is_shown_in_parts():
    assert '<div class="parts">' in told("{% field form.on %}", form=Telling())


def test_error_summary_leads_to_the_first_control_of_each_field():
    html = told("{% error_summary form %}", form=Telling({}))

    assert html.count("<li>") == 5
    for target in ("id_name", "id_answer_0", "id_agrees"):
        assert f'href="#{target}"' in html
    assert "<li>This does not fit together.</li>" in html


def test_error_summary_of_a_form_without_errors_is_nothing():
    assert told("{% error_summary form %}", form=Telling()).strip() == ""


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(100), 10).get_page(5)
    request = RequestFactory().get("/list/?kind=visa&page=5")

    html = told("{% pages page %}", page=page, request=request)

    assert 'rel="next" href="?kind=visa&amp;page=6"' in html
    assert 'href="?kind=visa&amp;page=5" aria-current="page"' in html


def test_pages_of_one_page_are_nothing():
    page = Paginator(range(3), 10).get_page(1)

    html = told("{% pages page %}", page=page, request=RequestFactory().get("/"))

    assert html.strip() == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 23), "23 November 2026"),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), "23 November 2026"),
        (datetime(2026, 11, 23, 9), "23 November 2026"),  # noqa: DTZ001 - some have no zone
        ("2026-11-23", "23 November 2026"),
    ],
)
def test_day_is_written_out(value, words):
    html = told("{% day value %}", value=value)

    assert html == f'<time datetime="2026-11-23">{words}</time>'


@pytest.mark.parametrize("value", [None, ""])
def test_day_and_amount_that_are_not_known_say_so(value):
    assert told("{% day value %}, {% amount value %}", value=value) == "not known, not known"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Money.parse("1600.50 EUR"), "1,600.50\xa0EUR"),
        ("160 USD", "160\xa0USD"),
        (MoneyRange.parse("284..1551 GBP"), "284–1,551\xa0GBP"),
    ],
)
def test_amount_is_written_as_the_language_does(value, words):
    html = told("{% amount value %}", value=value)

    assert html == f'<span class="amount">{words}</span>'


def test_amount_takes_a_number_and_a_currency():
    html = told('{% amount value "GBP" %}', value=Decimal(12))

    assert html == '<span class="amount">12\xa0GBP</span>'


@pytest.mark.parametrize(
    ("language", "name"), [("en", "India"), ("fr", "Inde"), ("en-xa", "India")]
)
def test_country_has_its_name_in_the_language(language, name):
    with translation.override(language):
        assert told('{% country "IN" %}') == name


def test_country_that_has_no_name_stays_as_it_is():
    assert told('{% country "QQ" %}') == "QQ"


def test_stat_has_a_value_a_label_and_a_note():
    html = told('{% stat 12 "countries" note="of 195" %}')

    assert html == (
        '<p class="stat"><strong>12</strong> <span>countries</span> <small>of 195</small></p>'
    )


def test_steps_say_how_far_one_is():
    html = told("{% steps 2 5 %}")

    assert "Step 2 of 5" in html
    assert html.count("<i") == 5


def test_task_that_cannot_start_has_no_link():
    html = told('{% task "Apply" href="/apply/" state="blocked" hint="Wait." %}')

    assert "<a " not in html
    assert "Cannot start yet" in html


def test_empty_says_what_may_be_done():
    html = told('{% empty "Nothing" "Ask us." href="/ask/" action="Ask" %}')

    assert '<a class="button quiet" href="/ask/">Ask</a>' in html
