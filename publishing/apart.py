"""What a program of our own keeps to beside the web server, so that it can be slow, large or broken alone."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL")
"""What such a program is not told of our environment."""
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def environment():
    """The environment for such a program."""
    return {name: value for name, value in os.environ.items() if name not in SECRETS}


def keep_within_bounds(parent, seconds, most_memory):
    """Called by the program first. `parent` is the process id of the server, `most_memory` bytes of address space."""
    with suppress(ValueError):  # less is allowed already
        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    signal.alarm(seconds)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended while we began
        sys.exit(1)
