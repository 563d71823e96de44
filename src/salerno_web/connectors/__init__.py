"""One outside service each."""
