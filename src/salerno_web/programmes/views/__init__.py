"""Pages of where one can study."""
