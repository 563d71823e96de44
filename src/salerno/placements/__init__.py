"""Placements: hosts and what they ask, rotations, seats, and how a placement goes from A to Z."""

from salerno.placements.demands import Demand
from salerno.placements.locations import Location
from salerno.placements.networks import Network, network_of
from salerno.placements.rotations import Rotation, Terms
from salerno.placements.screening import Screened, screen_rotations
from salerno.placements.windows import Window

__all__ = [
    "Demand",
    "Location",
    "Network",
    "Rotation",
    "Screened",
    "Terms",
    "Window",
    "network_of",
    "screen_rotations",
]
