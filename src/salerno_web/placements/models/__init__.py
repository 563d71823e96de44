"""The rows of placements: what is published, who has which seat, and what is written of it."""

from __future__ import annotations

from salerno_web.placements.models.certificates import Certificate
from salerno_web.placements.models.decisions import Agreement, Decision
from salerno_web.placements.models.evaluations import Entry, Evaluation
from salerno_web.placements.models.imports import Import, ImportState, Rostered
from salerno_web.placements.models.letters import Incident, Letter
from salerno_web.placements.models.notices import Delivery, Feed, Subscription
from salerno_web.placements.models.payments import Payment
from salerno_web.placements.models.placements import STATES, Placement, Slot
from salerno_web.placements.models.proposals import Proposal
from salerno_web.placements.models.published import Kind, Published

__all__ = [
    "STATES",
    "Agreement",
    "Certificate",
    "Decision",
    "Delivery",
    "Entry",
    "Evaluation",
    "Feed",
    "Import",
    "ImportState",
    "Incident",
    "Kind",
    "Letter",
    "Payment",
    "Placement",
    "Proposal",
    "Published",
    "Rostered",
    "Slot",
    "Subscription",
]
