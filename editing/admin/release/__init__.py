"""Changes that wait, their review and release, and forms that come late."""
