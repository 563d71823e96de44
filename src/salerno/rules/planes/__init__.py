"""Verdicts for many persons at once, on bit planes; equal to those given one by one."""

from salerno.rules.planes.screening import STATES, Screening, screen_many

__all__ = ["STATES", "Screening", "screen_many"]
