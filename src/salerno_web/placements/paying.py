"""Where trainees pay: which way, the setting `payments` says by its address; a connector answers.

No number of a card or an account ever comes to this site: whoever pays at a provider does so on
its pages, and the provider says so in a signed message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from salerno.errors import InputError
from salerno.money import Money

SIGNATURE = "X-Payment-Signature"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be paid, known to a provider by its id, and where the payer comes back to."""

    payment: str
    amount: Money
    back: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider says was paid, and under which reference it knows it."""

    payment: str
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay.

    `ask` gives the address where something is paid, and `read` what a signed message says; both get
    what the setting says after the colon last. `read` raises InputError for what is not signed.
    Without them the payer says what they paid, and the host whether it arrived.
    """

    name: str
    ask: Callable[[Ask, str], str] | None = None
    read: Callable[[bytes, str, str], Answer] | None = None


def way_of(address: str) -> Way:
    """The way that an address names, such as `transfer:`; raises InputError for an unknown one."""
    scheme = address.partition(":")[0]
    if scheme not in settings.PAYMENT_WAYS:
        known = " or ".join(f"{name}:" for name in settings.PAYMENT_WAYS)
        raise InputError(f"payments: '{scheme}' is not known", fix=known)
    found: Way = import_string(settings.PAYMENT_WAYS[scheme])
    return found


def way_name() -> str:
    """The name of the way in which trainees of this installation pay."""
    return way_of(settings.PAYMENTS).name


def address_to_pay(ask: Ask) -> str:
    """Where something is paid at the provider; empty where there is none."""
    own = way_of(settings.PAYMENTS)
    return own.ask(ask, _rest()) if own.ask else ""


def answer_in(content: bytes, signature: str) -> Answer | None:
    """What the provider says in a message; None without one, InputError where it is not signed."""
    own = way_of(settings.PAYMENTS)
    return own.read(content, signature, _rest()) if own.read else None


def _rest() -> str:
    return str(settings.PAYMENTS).partition(":")[2]
