"""What the whole administration shares: site, guard, search, start page, handbook."""
