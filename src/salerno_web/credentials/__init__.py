"""What a person holds: the record, its documents, and the interview that fills it."""
