"""Paying by transfer: the payer says so, the host says whether it arrived."""
