"""Money that is transferred from account to account: no other software is asked."""

from __future__ import annotations

from salerno_web.placements.paying import Way

WAY = Way("transfer")
