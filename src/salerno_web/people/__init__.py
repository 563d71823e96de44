"""Who there is: people, organisations, roles, consent, and the log of what was done."""
