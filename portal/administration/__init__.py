"""The AdminSite and its own pages: search, start page, handbook."""
