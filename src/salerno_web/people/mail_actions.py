"""Mail that is held, let go and recalled by the organisation that caused it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno_web.people.actions import note
from salerno_web.people.mail_queries import WAITS, caused_by, recallable
from salerno_web.people.models import Organisation, User

Way = Literal["hold", "let-go", "recall", "again"]
NOTED = {"hold": "held", "let-go": "let go", "recall": "recalled", "again": "retried"}


def change_mail(
    organisation: Organisation, name: int, *, way: Way, by: User, now: datetime
) -> None:
    """Hold a mail, let it go, recall it, or try one again that was given up.

    Those who act for the organisation may, whom the caller has seen to. One statement decides
    between this and the worker: raises InputError where the mail has left, or leaves just now.
    """
    rows = recallable(caused_by(organisation).filter(pk=name).order_by(), now=now)
    if way == "again":
        told: dict[str, object] = {"attempts": 0, "problem": "", "due_at": now}
    elif way == "recall":
        told = {"recalled_at": now, "held": False}
    else:
        told = {"held": way == "hold", **({"due_at": now} if way == "let-go" else {})}
    with transaction.atomic():
        if not rows.update(**told):
            raise InputError(
                _("This mail has left already, or leaves at this moment."),
                fix=_("Write to whoever got it."),
            )
        note(
            NOTED[way], actor=by, subject_kind="message", subject_id=name,
            organisation=organisation,
        )  # fmt: skip


def keep_waiting(organisation: Organisation, *, minutes: int, by: User) -> None:
    """Keep how long the mail of an organisation waits before it leaves; who acts for it may."""
    if minutes not in WAITS:
        raise InputError(_("Mail cannot wait so long."), fix=_("Choose one from the list."))
    with transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(mail_waits=minutes)
        note(
            "changed", actor=by, subject_kind="organisation", subject_id=organisation.pk,
            organisation=organisation, detail={"mail_waits": minutes},
        )  # fmt: skip
