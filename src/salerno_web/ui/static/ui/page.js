// Progressive bits: every page works without them.
