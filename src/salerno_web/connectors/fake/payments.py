"""Answer as a provider of payments would: an address to pay at, and a signed message after."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

from salerno.errors import InputError
from salerno.money import Money
from salerno_web.placements.paying import Answer, Ask, Way

PAGE = "https://pay.example/checkout"


def ask(asked: Ask, secret: str) -> str:
    """The address where something is paid, signed so that nobody changes the amount."""
    told = {"payment": asked.payment, "amount": str(asked.amount), "back": asked.back}
    query = urlencode(told)
    return f"{PAGE}?{query}&signature={_signed(query.encode(), secret)}"


def message_of(answer: Answer, secret: str) -> tuple[bytes, str]:
    """The message that says what was paid, and its signature."""
    told = {
        "payment": answer.payment, "amount": str(answer.amount), "reference": answer.reference,
    }  # fmt: skip
    body = json.dumps(told).encode()
    return body, _signed(body, secret)


def read(content: bytes, signature: str, secret: str) -> Answer:
    """What a message says was paid; raises InputError where it is not signed or says nothing."""
    fix = "send it again as it was signed"
    if not hmac.compare_digest(_signed(content, secret).encode(), signature.encode()):
        raise InputError("the message is not signed by the provider", fix=fix)
    try:
        told = json.loads(content)
        return Answer(
            str(told["payment"]), Money.parse(str(told["amount"])), str(told["reference"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("the message says nothing of a payment", fix=fix) from error


def _signed(content: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


WAY = Way("fake", ask, read)
