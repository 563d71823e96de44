"""Uploaded files: made harmless, and kept."""
