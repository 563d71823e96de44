"""Ways to a goal: asked for, kept, compared, shared, taken along."""
