"""Who may see and change a record, and vouch for what is in it."""

from __future__ import annotations

from salerno_web.people.models import Consent, Membership, Organisation, User
from salerno_web.people.permissions import STAFF, has_consent

RECORD = (Consent.Scope.RECORD, Consent.Scope.DOCUMENTS)
DOCUMENTS = (Consent.Scope.DOCUMENTS,)


def may_see_record(owner: User, *, viewer: User) -> bool:
    """Whether the viewer may see a record: its owner, or whoever acts for whom it is shared with.

    At most 1 statement.
    """
    return owner == viewer or has_consent(owner, viewer=viewer, scopes=RECORD)


def may_see_documents(owner: User, *, viewer: User) -> bool:
    """The same of the documents; at most 1 statement."""
    return owner == viewer or has_consent(owner, viewer=viewer, scopes=DOCUMENTS)


def looking_for(owner: User, *, viewer: User) -> Organisation | None:
    """The organisation for which the viewer may see the record of another; 1 statement."""
    rows = Membership.objects.filter(
        user=viewer,
        role__in=STAFF,
        organisation__consents__person=owner,
        organisation__consents__withdrawn_at=None,
    )
    found = rows.select_related("organisation").order_by("pk").first()
    return found.organisation if found else None
