"""What is kept how long: the preview tells exactly what is deleted then, and nothing else goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno_web.atlas.models import Report
from salerno_web.credentials.models import Document
from salerno_web.people import tidying
from salerno_web.people.keeping import due_on, kept, leaving_of, periods
from salerno_web.people.models import ApiToken, Consent, Event, Kind, Message, Organisation, User
from salerno_web.people.queries import broken_event
from salerno_web.people.retention import Aged, Going, Total, due, schedule, totals
from salerno_web.people.tidying import tidy, tidy_daily
from salerno_web.routes.models import Plan, Share
from tests.web.conftest import someone
from tests.web.pages import main_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = NOW.date()
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
THINGS = st.builds(
    Aged, st.sampled_from(["letters", "keys"]), st.sampled_from(["message", "token"]),
    st.sampled_from("abcd"), DAYS,
)  # fmt: skip
PERIODS = st.fixed_dictionaries({name: st.integers(1, 900) for name in ("letters", "keys")})


def aged(**told):
    return Aged(**{"timer": "letters", "subject": "message", "id": "1", "since": DAY, **told})


def test_thing_goes_when_its_days_are_over():
    days = {"letters": 30}

    going = {n: due([aged()], days=days, as_of=DAY + timedelta(days=n)) for n in (29, 30, 31)}

    there = Going(DAY + timedelta(days=30), aged())
    assert going == {29: (), 30: (there,), 31: (there,)}


def test_thing_with_two_timers_goes_once_by_the_sooner():
    two = [aged(), aged(timer="keys")]

    (going,) = schedule(two, days={"letters": 30, "keys": 10})

    assert (going.on, going.thing.timer) == (date(2026, 12, 3), "keys")


def test_thing_without_end_does_not_overflow():
    (going,) = schedule([aged(since=date.max)], days={"letters": 30})

    assert going.on == date.max


@given(st.lists(THINGS), PERIODS, DAYS)
def test_what_is_due_stays_due_and_is_the_start_of_the_schedule(things, days, as_of):
    going, later = (due(things, days=days, as_of=as_of + timedelta(days=n)) for n in (0, 1))

    plan = schedule(things, days=days)
    assert going == plan[: len(going)]
    assert all(one.on > as_of for one in plan[len(going) :])
    assert later[: len(going)] == going
    assert len({(one.thing.subject, one.thing.id) for one in plan}) == len(plan)
    assert sum(total.number for total in totals(going)) == len(going)


def test_totals_tell_the_oldest():
    going = [Going(DAY, aged(id="1")), Going(DAY, aged(id="2", since=date(2026, 1, 1)))]

    assert totals(going) == (Total("letters", 2, date(2026, 1, 1)),)


def make_mail(at, owner):
    told = {"to": owner.email, "sender": "s@example.org", "subject": "Hello", "body": "x"}
    Message.objects.create(**told, sent_at=at)
    Message.objects.create(**told, made_at=at, attempts=3)
    Message.objects.create(**told, made_at=at, attempts=2)


def make_sessions(at, owner):
    key = f"{Session.objects.count():040}"
    Session.objects.create(session_key=key, session_data="", expire_date=at)
    told = {"user": owner, "ip": "192.0.2.1", "user_agent": "x", "last_seen_at": at}
    UserSession.objects.create(session_key=key, **told)
    UserSession.objects.create(session_key=f"gone{key[4:]}", **told)


def make_keys(at, owner):
    plan = Plan.objects.create(owner=owner, asked={}, told={}, as_of=DAY, facts="", made_at=at)
    Plan.objects.create(visitor="x", asked={}, told={}, as_of=DAY, facts="", made_at=at)
    for number, revoked in enumerate((None, at)):
        name = f"{at.timestamp()} {number} {ApiToken.objects.count()}"
        told = {"digest": name, "ends_at": at + timedelta(days=number), "revoked_at": revoked}
        ApiToken.objects.create(user=owner, name="key", **told)
        Share.objects.create(plan=plan, **told)


def make_documents(at, owner):
    told = {"owner": owner, "size": 1, "sha256": "0" * 64, "uploaded_at": at}
    Document.objects.create(title="loose", **told)
    Document.objects.create(title="used", was_attached=True, **told)
    Document.objects.create(title="dated", keep_until=at.date(), **told)
    Document.objects.create(title="refused", state=Document.State.REFUSED, **told)


def make_accounts(at, owner):
    place = Organisation.objects.create(kind=Kind.HOST, name="Hospital")
    Consent.objects.create(person=owner, organisation=place, scope="record", withdrawn_at=at)
    Report.objects.create(opportunity="x", wrong="x", state="done", email="r@example.org",
                          decided_at=at)  # fmt: skip
    for name, is_confirmed in (("idle", False), ("confirmed", True)):
        user = someone(f"{name}{User.objects.count()}", joined_at=at)
        EmailAddress.objects.create(user=user, email=user.email, verified=is_confirmed)


MAKERS = (make_mail, make_sessions, make_keys, make_documents, make_accounts)


def there():
    """Return what there is of each timer, by the ids."""
    return {
        (one.timer, str(pk)) for one in kept() for pk in one.rows(None).values_list("pk", flat=True)
    }


def everything():
    """Return how much there is of everything that may be kept for a time."""
    models = {one.rows(None).model for one in kept()} - {Report}
    return {
        (model, str(pk)) for model in models for pk in model.objects.values_list("pk", flat=True)
    }


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"


@pytest.mark.slow
@pytest.mark.django_db
@hypothesis_settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(st.sampled_from(MAKERS), st.integers(0, 1300)), max_size=6))
@example([(maker, age) for maker in MAKERS for age in (0, 1, 30, 91, 366, 1095)])
def test_preview_is_what_is_then_deleted(ages):
    with transaction.atomic():
        owner = someone("trota", joined_at=NOW)
        for maker, age in ages:
            maker(NOW - timedelta(days=age), owner)
        models = {one.timer: one.rows(None).model for one in kept()}
        before, preview = everything(), due_on(DAY)

        told = tidy(DAY)

        foretold = {(models[one.thing.timer], one.thing.id) for one in preview}
        assert before - everything() == {one for one in foretold if one[0] is not Report}
        assert told == totals(preview)
        assert Report.objects.filter(email="").count() == sum(m is Report for m, _ in foretold)
        assert due_on(DAY) == ()
        assert broken_event() is None
        assert _noted() == {total.timer: total.number for total in told}
        transaction.set_rollback(True)


def _noted():
    """Return how many things the log says were deleted by each timer."""
    found = {}
    for event in Event.objects.filter(verb="erased"):
        timer = event.detail["timer"]
        found[timer] = found.get(timer, 0) + event.detail["number"]
    return found


@pytest.mark.django_db
def test_log_names_what_went_and_never_a_session():
    trota = someone("trota")
    make_sessions(NOW - timedelta(days=9), trota)
    make_keys(NOW - timedelta(days=900), trota)

    tidy(DAY)

    events = {event.detail["timer"]: event for event in Event.objects.filter(verb="erased")}
    assert "ids" not in events["sessions"].detail
    assert events["closed_keys"].about == str(trota.pk)
    assert len(events["closed_keys"].detail["ids"]) == 2
    assert (events["visitor_plans"].about, events["sessions"].subject_id) == ("", "sessions")
    last = Event.objects.last()
    assert (last.verb, last.subject_id, last.detail["closed_links"]) == ("tidied", "2026-11-23", 2)


@pytest.mark.django_db
def test_log_is_in_no_timer():
    assert Event not in {one.rows(None).model for one in kept()}


@pytest.mark.django_db
def test_many_rows_go_in_several_transactions(monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 2)
    trota = someone("trota")
    for _ in range(5):
        make_mail(NOW - timedelta(days=31), trota)

    told = tidy(DAY)

    assert told == (Total("sent_mail", 5, date(2026, 10, 23)),)
    assert Event.objects.filter(verb="erased").count() == 3


@pytest.mark.django_db
def test_account_that_is_confirmed_meanwhile_stays(monkeypatch):
    make_accounts(NOW - timedelta(days=31), someone("trota"))
    foreseen = due_on(DAY)
    monkeypatch.setattr(tidying, "due_on", lambda _day: foreseen)
    EmailAddress.objects.update(verified=True)

    told = tidy(DAY)

    assert "idle_accounts" in {one.thing.timer for one in foreseen}
    assert (told, User.objects.filter(name__startswith="idle").count()) == ((), 1)


@pytest.mark.django_db
@pytest.mark.parametrize("told", [{"last_login": NOW}, {"is_demonstration": True}])
def test_account_that_was_used_or_invented_stays(told):
    user = someone("idle", joined_at=NOW - timedelta(days=900), **told)
    EmailAddress.objects.create(user=user, email=user.email)

    assert due_on(DAY) == ()


@pytest.mark.django_db
def test_worker_tidies_once_a_day():
    make_mail(timezone.now() - timedelta(days=31), someone("trota"))
    first = tidy_daily()
    make_mail(timezone.now() - timedelta(days=31), someone("abella"))

    assert (first, tidy_daily()) == (1, 0)
    assert Event.objects.filter(verb="tidied").count() == 1


@pytest.mark.django_db
def test_command_foretells_and_then_deletes(capsys):
    make_mail(timezone.now() - timedelta(days=31), someone("trota"))
    day = timezone.localdate()

    call_command("tidy", preview=True)
    foretold = capsys.readouterr().out
    kept_then = Message.objects.count()
    call_command("tidy")
    told = capsys.readouterr().out

    line = f"Mail that was sent (after 30 days): 1, the oldest of {day - timedelta(days=31)}"
    assert foretold.startswith(f"Would be deleted as of {day}:\n  {line}\n")
    assert told == foretold.replace("Would be", "Were")
    assert (kept_then, Message.objects.count()) == (3, 2)


@pytest.mark.django_db
def test_preview_can_be_of_another_day_and_deleting_cannot(capsys):
    make_mail(timezone.now(), someone("trota"))
    day = timezone.localdate() + timedelta(days=30)

    call_command("tidy", preview=True, as_of=day)

    assert "Mail that was sent (after 30 days): 1" in capsys.readouterr().out
    with pytest.raises(InputError, match="only a preview"):
        call_command("tidy", as_of=day)


@pytest.mark.django_db
def test_period_is_what_the_installation_says(settings):
    settings.KEEP_DAYS = {**settings.KEEP_DAYS, "sent_mail": 60}
    make_mail(NOW - timedelta(days=31), someone("trota"))

    assert due_on(DAY) == ()
    assert set(periods()) - set(settings.KEEP_DAYS) == {"dated_documents"}


@pytest.mark.django_db
def test_privacy_page_says_what_of_mine_goes_and_when(signed_in, trota, abella):
    make_documents(NOW, trota)
    make_documents(NOW, abella)
    make_mail(NOW, trota)

    page = main_of(signed_in(trota).get(reverse("privacy")))

    assert (
        "24 November 2026 Documents past the day until which they were to be kept: dated 1" in page
    )
    assert "23 December 2026 Documents that the virus scan refused: refused 1" in page
    assert "23 November 2027 Documents that were never attached to anything: loose 1" in page
    assert "23 December 2026 Mail that was sent: Hello 1" in page
    assert leaving_of(trota, viewer=abella) == ()


@pytest.mark.django_db
def test_privacy_page_of_whoever_has_nothing_says_so(signed_in, trota):
    client = signed_in(trota)
    UserSession.objects.all().delete()

    page = main_of(client.get(reverse("privacy")))

    assert "What will be deleted, and when" in page


@pytest.mark.django_db
@pytest.mark.parametrize("maker", MAKERS)
def test_what_of_a_person_goes_is_among_what_goes(maker, trota):
    maker(NOW - timedelta(days=1200), trota)
    all_of_it = {one.thing for one in due_on(DAY)}

    theirs = sum(one.number for one in leaving_of(trota, viewer=trota) if one.on <= DAY)

    mine = {thing for thing in all_of_it if thing.about == str(trota.pk)}
    assert theirs == len(mine) + (2 if maker is make_mail else 0)
