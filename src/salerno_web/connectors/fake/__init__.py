"""A provider of payments that takes no money, for tests and demonstrations."""
