"""What is said of certificates: why one does not hold, and what is printed on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any as Anything

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from salerno.formats.badges import Completed, Reason
from salerno.formats.certificates import certificate_sheet
from salerno_web.atlas.queries import voice
from salerno_web.placements.certificate_queries import address
from salerno_web.placements.models import Certificate
from salerno_web.placements.words import KINDS
from salerno_web.programmes.words import word

REASONS: Mapping[Reason, Anything] = MappingProxyType(
    {
        "shape": gettext_lazy("It is no certificate of a placement as this site gives them out."),
        "issuer": gettext_lazy("It is from somebody else. Ask the site that it names."),
        "key": gettext_lazy("It is signed by a key that is not the key of this site."),
        "proof": gettext_lazy("It was changed after it was signed, or was never signed here."),
        "early": gettext_lazy("It holds only from a later day on."),
        "expired": gettext_lazy("Its time is over."),
        "status": gettext_lazy("It cannot be told whether it was revoked."),
        "revoked": gettext_lazy("The host revoked it."),
    }
)


def reasons_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Why a badge does not hold, in words."""
    return tuple(str(REASONS[one]) for one in reasons)


def told_lines(told: Completed) -> list[tuple[str, str]]:
    """What a certificate says, line by line."""
    speaker = voice()
    lines = [
        (_("Trainee"), told.trainee),
        (_("Host"), told.host),
        (_("Rotation"), told.rotation),
        (_("Kind"), word(KINDS, told.kind)),
        (_("First day"), speaker.day(told.first)),
        (_("Last day"), speaker.day(told.last)),
    ]
    if told.hours is not None:
        lines.append((_("Hours logged and confirmed"), speaker.number(told.hours)))
    return lines


def completed_of(row: Certificate) -> Completed:
    """What was certified, as it is kept."""
    told = row.told
    days = {name: date.fromisoformat(told[name]) for name in ("first", "last")}
    return Completed(**{**told, **days})


def printed_certificate(row: Certificate) -> bytes:
    """A certificate as a PDF, in the language that is spoken; raises InputError."""
    link = address("certificate", row.pk)
    told = completed_of(row)
    return certificate_sheet(
        {
            "language": (get_language() or "en").split("-")[0],
            "day": row.issued_at.date().isoformat(),
            "title": _("Certificate of a clinical placement"),
            "says": _("%(host)s certifies that this placement was completed.")
            % {"host": told.host},
            "lines": [list(line) for line in told_lines(told)],
            "issued": _("Given out on %(day)s") % {"day": voice().day(row.issued_at.date())},
            "verify": _("Whether it still holds is told at this address:"),
            "alternative": _("QR code that leads to the page where it is verified"),
            "link": link,
        }
    )
