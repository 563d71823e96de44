"""A completed placement as an achievement credential, and back.

What is read is made again and compared: so a credential holds nothing that its signature does not
cover, however it is written.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any as Anything

from salerno.formats.badges.records import Completed, Issuance, Plain, moment, moment_in

VERIFIABLE = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
PURPOSE = "revocation"


def credential_of(told: Completed, of: Issuance) -> dict[str, Anything]:
    """The credential that says it, not signed yet."""
    made: dict[str, Anything] = {
        "@context": [VERIFIABLE, BADGES],
        "id": of.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": told.rotation,
        "issuer": {"id": of.issuer, "type": ["Profile"], "name": of.name, "url": of.site},
        "validFrom": moment(of.issued),
        "credentialSubject": _subject(told, of.url),
        "credentialStatus": {
            "id": f"{of.list_url}#{of.number}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": PURPOSE,
            "statusListIndex": str(of.number),
            "statusListCredential": of.list_url,
        },
    }
    return made if of.until is None else {**made, "validUntil": moment(of.until)}


def _subject(told: Completed, url: str) -> Plain:
    spent = {"weeks": str(told.weeks)}
    if told.hours is not None:
        spent["hours"] = str(told.hours)
    return {
        "id": f"{url}#trainee",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": told.trainee,
                "identityType": "name",
            }
        ],
        "activityStartDate": f"{told.first.isoformat()}T00:00:00Z",
        "activityEndDate": f"{told.last.isoformat()}T00:00:00Z",
        "achievement": {
            "id": f"{url}#achievement",
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "name": told.rotation,
            "description": f"{told.rotation}, {told.host}",
            "criteria": {"narrative": "The placement was attended to its end and evaluated."},
            "creator": {"id": f"{url}#host", "type": ["Profile"], "name": told.host},
            "fieldOfStudy": told.specialty,
            "tag": [told.kind],
            "resultDescription": [
                {
                    "id": f"{url}#{name}",
                    "type": ["ResultDescription"],
                    "name": name,
                    "resultType": f"ext:{name}",
                }
                for name in spent
            ],
        },
        "result": [
            {"type": ["Result"], "resultDescription": f"{url}#{name}", "value": value}
            for name, value in spent.items()
        ],
    }


def read_credential(written: Plain) -> tuple[Completed, Issuance]:
    """What a credential tells; raises ValueError where it is none that is made here."""
    try:
        told, of = _told_in(written["credentialSubject"]), _issuance_in(written)
        is_same = credential_of(told, of) == written
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise ValueError("no credential of a placement") from error
    if not is_same:
        raise ValueError("more or less than a credential of a placement")
    return told, of


def _told_in(subject: Plain) -> Completed:
    achieved = subject["achievement"]
    spent = [int(one["value"]) for one in subject["result"]]
    return Completed(
        trainee=_text(subject["identifier"][0]["identityHash"]),
        host=_text(achieved["creator"]["name"]),
        rotation=_text(achieved["name"]),
        specialty=_text(achieved["fieldOfStudy"]),
        kind=_text(achieved["tag"][0]),
        first=_day(subject["activityStartDate"]),
        last=_day(subject["activityEndDate"]),
        weeks=spent[0],
        hours=spent[1] if len(spent) > 1 else None,
    )


def _issuance_in(written: Plain) -> Issuance:
    issuer, status = written["issuer"], written["credentialStatus"]
    until: datetime | None = None
    if "validUntil" in written:
        until = moment_in(written["validUntil"])
    return Issuance(
        url=_text(written["id"]),
        issuer=_text(issuer["id"]),
        name=_text(issuer["name"]),
        site=_text(issuer["url"]),
        issued=moment_in(written["validFrom"]),
        list_url=_text(status["statusListCredential"]),
        number=int(status["statusListIndex"]),
        until=until,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _day(written: str) -> date:
    return moment_in(written).date()
