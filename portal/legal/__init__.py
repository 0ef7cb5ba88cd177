"""Legal pages: drafts with marked gaps, values from the settings, and forms that depend on them."""
