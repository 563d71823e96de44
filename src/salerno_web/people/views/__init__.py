"""Pages of accounts, sharing, organisations and operation."""
