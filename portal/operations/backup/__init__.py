"""Backup in one file: made while the portal is running, restored while it is not.

A plain tar of media, the region's look, the secret key, the database, and last a manifest with checksums, which a
truncated archive lacks (docs/operating.md).
"""


class BackupFault(Exception):
    """Backup or restore is impossible; nothing was changed. The message is for the operator."""
