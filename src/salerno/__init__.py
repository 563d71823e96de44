"""Salerno: international medical training as credentials, requirements and opportunities."""

__version__ = "0.1.0"
