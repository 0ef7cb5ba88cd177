"""Forms and lists of the admin."""
