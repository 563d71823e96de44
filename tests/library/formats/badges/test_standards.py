"""Badges are what the standards ask, checked by their own schema and vectors and a second way."""

import json
from pathlib import Path

import jsonschema
import pytest

from salerno.formats.badges import credential_of, did_document, judged, sealed, token_of
from salerno.formats.badges.issuers import public_pem
from salerno.formats.badges.proofs import is_proven
from tests.library.formats.badges.badges import KNOWN, LIST, NOW, SIGNER, badges, listed, signer_of
from tests.library.formats.badges.independent import (
    accepts,
    accepts_token,
    of_base58,
    options_of,
    signed_bytes,
    statements,
    unsigned,
)

STANDARDS = Path(__file__).parents[5] / "shared" / "standards"
SCHEMA = STANDARDS / "openbadges" / "ob_v3p0_achievementcredential_schema.json"
VECTORS = STANDARDS / "vc-di-eddsa" / "TestVectors"

# Of the contexts that the vectors name beside the usual ones: the terms that they use.
PEOPLE = "https://schema.org/"
CITIZENS = "https://w3id.org/citizenship#"
CONTEXTS = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    },
    "https://w3id.org/citizenship/v4rc1": {
        "@context": {
            **{
                name: f"{CITIZENS}{name}"
                for name in (
                    "birthCountry", "employmentAuthorizationDocument", "lprCategory", "lprNumber",
                    "EmployablePerson", "EmploymentAuthorizationDocument",
                    "EmploymentAuthorizationDocumentCredential",
                )
            },
            **{
                name: f"{PEOPLE}{name}"
                for name in (
                    "Person", "additionalName", "familyName", "gender", "givenName", "identifier",
                )
            },
            "birthDate": {
                "@id": f"{PEOPLE}birthDate",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            },
            "residentSince": {
                "@id": f"{CITIZENS}residentSince",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            },
            "image": {"@id": f"{PEOPLE}image", "@type": "@id"},
        }
    },
}  # fmt: skip


def there(path):
    """Return a path, or skip where the standards are not beside the repository."""
    if not path.exists():
        pytest.skip(f"NOT CHECKED: {path.name} is not beside the repository")
    return path


def vector(name):
    return there(VECTORS / "eddsa-rdfc-2022" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def author():
    """Return whoever signed the vectors."""
    pair = json.loads(there(VECTORS / "keyPair.json").read_text())
    return signer_of(
        of_base58(pair["privateKeyMultibase"])[2:], f"did:key:{pair['publicKeyMultibase']}"
    )


@pytest.mark.parametrize(
    ("folder", "document"), [("", "unsigned.json"), ("employ/", "employmentAuth.json")]
)
def test_vectors_are_reproduced_byte_for_byte(author, folder, document):
    told = json.loads(there(VECTORS / document).read_text())
    expected = json.loads(vector(f"{folder}signedDataInt.json"))
    at = NOW.replace(year=2023, month=2, day=24, hour=23, minute=36, second=38)

    made = sealed(told, signer=author, at=at, contexts=CONTEXTS)

    assert made == {**expected, "proof": [expected["proof"]]}
    assert statements(unsigned(made), CONTEXTS) == vector(f"{folder}canonDocDataInt.txt")
    assert statements(options_of(made), CONTEXTS) == vector(f"{folder}proofCanonDataInt.txt")
    combined = vector(f"{folder}combinedHashDataInt.txt").strip()
    assert signed_bytes(made, CONTEXTS).hex() == combined
    signature = of_base58(made["proof"][0]["proofValue"])
    assert signature.hex() == vector(f"{folder}sigHexDataInt.txt").strip()


def test_vector_is_proven_and_a_changed_one_is_not(author):
    told = json.loads(vector("signedDataInt.json"))
    pem = public_pem(did_document(author), author.method)

    found = [
        is_proven({**told, "name": name}, pem, contexts=CONTEXTS) for name in (told["name"], "B")
    ]

    assert found == [True, False]


@pytest.mark.parametrize(
    "count", [10, pytest.param(1000, marks=pytest.mark.slow)], ids=["few", "thousand"]
)
def test_badges_follow_the_schema_and_hold_by_two_ways_of_verifying(count):
    schema = json.loads(there(SCHEMA).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(
        schema, format_checker=jsonschema.FormatChecker()
    )
    issuer, lists = KNOWN[SIGNER.did], listed()
    for told, of in badges(count, seed=20261123):
        credential = credential_of(told, of)
        badge, token = (
            sealed(credential, signer=SIGNER, at=NOW),
            token_of(credential, signer=SIGNER),
        )

        validator.validate(badge)
        assert accepts(badge, issuer, lists, NOW)
        assert accepts_token(token, issuer, lists, NOW)
        for text in (json.dumps(badge), token):
            found = judged(text, known=KNOWN, lists={LIST: lists}, now=NOW)
            assert (found.told, found.of, found.reasons) == (told, of, ())


@pytest.mark.parametrize(
    "count", [5, pytest.param(60, marks=pytest.mark.slow)], ids=["few", "several"]
)
def test_revoked_and_changed_badges_hold_by_neither_way(count):
    issuer = KNOWN[SIGNER.did]
    several = list(badges(count, seed=4))
    lists, none = listed(*(of.number for _told, of in several)), listed()
    for told, of in several:
        badge = sealed(credential_of(told, of), signer=SIGNER, at=NOW)
        forged = {**badge, "validFrom": "2026-11-22T09:00:00Z"}

        assert not accepts(badge, issuer, lists, NOW)
        assert not accepts(forged, issuer, none, NOW)
        text = json.dumps(badge)
        assert judged(text, known=KNOWN, lists={LIST: lists}, now=NOW).reasons == ("revoked",)
        text = json.dumps(forged)
        assert judged(text, known=KNOWN, lists={LIST: none}, now=NOW).reasons == ("proof",)
