"""The sourced facts as pages, and what readers say is wrong with them."""
