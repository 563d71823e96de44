"""What is stated of programmes in words, in every language that has a table."""
