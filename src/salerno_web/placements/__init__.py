"""Placements: rotations that hosts publish, seats in them, and the way of each placement."""
