"""One file that holds everything a portal is made of: taken while it serves, put back while it does not.

The file is a plain tar: media, the region's look, the secret key, the database, and last a list of it all with
checksums, so that an archive cut off anywhere lacks it (docs/operating.md).
"""


class BackupFault(Exception):
    """It cannot be done, and nothing was changed. The message is meant for the operator."""
