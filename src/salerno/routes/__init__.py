"""Routes: from what a person holds to a goal, by cost, time and risk."""
