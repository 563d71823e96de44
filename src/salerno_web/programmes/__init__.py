"""Programmes abroad: found, understood, compared and put on a shortlist."""
