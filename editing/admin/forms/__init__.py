"""Forms and lists of the desk."""
