"""The pages that the law asks for: drafts with marked gaps, filled in from the settings, and what waits for them."""
