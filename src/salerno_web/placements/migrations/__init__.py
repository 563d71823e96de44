"""What the database of this part became, step by step."""
