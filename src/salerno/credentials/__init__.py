"""What a person holds: credential types, credentials, persons, and which of them are meant."""
