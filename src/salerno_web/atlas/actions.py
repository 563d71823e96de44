"""What changes reports."""

from __future__ import annotations

from typing import Any as Anything

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno_web.atlas.models import Report
from salerno_web.atlas.reports import theirs
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.people.permissions import Viewer


def keep_report(name: str, told: dict[str, Anything], *, reporter: Viewer, language: str) -> Report:
    """Keep what somebody says is wrong with a rule; anybody may."""
    known = reporter if isinstance(reporter, User) else None
    with transaction.atomic():
        row = Report.objects.create(opportunity=name, reporter=known, language=language, **told)
        note("reported", actor=known, subject_kind="report", subject_id=row.pk)
    return row


def decide(report: Report, *, editor: Viewer, state: str, reason: str) -> None:
    """Keep what an editor decided, and a message to whoever reported it; editors may."""
    with transaction.atomic():
        report.state, report.reason = state, reason
        report.decided_by = editor if isinstance(editor, User) else None
        report.decided_at = timezone.now()
        report.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        note(
            "decided", actor=editor, subject_kind="report", subject_id=report.pk,
            about=report.reporter, reason=reason, detail={"state": state},
        )  # fmt: skip
        _tell(report)


def _tell(report: Report) -> None:
    """Tell whoever reported it what became of it, in the language that they read."""
    address = report.email or (report.reporter.email if report.reporter else "")
    if not address:
        return
    with override(report.language):
        words = {
            "rule": report.opportunity,
            "state": report.get_state_display(),
            "reason": report.reason,
            "wrong": report.wrong,
        }
        subject = _("Your report on %(rule)s: %(state)s") % words
        text = _(
            "Thank you for telling us what is wrong with %(rule)s.\n\n"
            "What became of it: %(state)s\n\n%(reason)s\n\nYou wrote:\n%(wrong)s\n"
        )
        send_mail(subject, text % words, None, [address])


def forget_reporter(user: User) -> None:
    """Forget who reported what, but not what is wrong with the rule; on erasing somebody."""
    theirs(user).update(reporter=None, email="")
