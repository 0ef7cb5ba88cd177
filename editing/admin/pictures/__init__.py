"""Pictures and the rows that place them."""
