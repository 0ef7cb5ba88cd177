"""Takes redirects from tables that strangers made: a fault becomes a sentence with its line, never a crash."""
