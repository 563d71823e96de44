"""Benchmarks: seeded instances, runs, and the figures they gave on a named machine."""
