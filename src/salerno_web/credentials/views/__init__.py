"""Pages of the interview, the record and its documents."""
