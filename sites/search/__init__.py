"""What visitors search by: filters, the form around them, phrases, places."""
