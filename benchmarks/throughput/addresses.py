"""Where the cold portal tells its work."""

WORK = "/worked/"
