"""What is open to a person, what is not, and why."""
