"""Open Badges 3.0: completed placements as verifiable credentials, signed, revoked and verified."""

from salerno.formats.badges.credentials import credential_of
from salerno.formats.badges.issuers import Signer, did_document, did_of
from salerno.formats.badges.proofs import sealed, token_of
from salerno.formats.badges.records import Completed, Issuance
from salerno.formats.badges.statuses import status_list_of
from salerno.formats.badges.verdicts import Reason, Verdict, judged

__all__ = [
    "Completed",
    "Issuance",
    "Reason",
    "Signer",
    "Verdict",
    "credential_of",
    "did_document",
    "did_of",
    "judged",
    "sealed",
    "status_list_of",
    "token_of",
]
