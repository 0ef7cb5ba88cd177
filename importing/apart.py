"""What a program of our own keeps to beside the web server, so that it can be slow, large or broken alone."""

import ctypes
import os
import platform
import resource
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SECRETS = ("SECRET_KEY", "SECOND_FACTOR_KEY", "DATABASE_URL", "EMAIL_URL")
"""What such a program is not told of our environment."""
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
NO_NEW_RIGHTS, SET_FILTER, BY_PROGRAM = 38, 22, 2  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER
CALLS = {
    "x86_64": (0xC000003E, (41, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 221, 281, 425)),
}
"""By machine its name to the kernel, and what is refused: socket, execve, execveat, io_uring_setup."""
LOAD, JUMP_IF_EQUAL, ANSWER = 0x20, 0x15, 0x06  # of the kernel's packet filter
ALLOW, REFUSE, END = 0x7FFF0000, 0x00050000 | 13, 0x80000000  # 13: EACCES


def run(program, seconds, *options, content, **environment):
    """`python -m program PARENT SECONDS *options` with `content` (bytes) to read, as it ended (CompletedProcess).

    options: numbers and words of our own. `environment` is told to it besides. Raises TimeoutExpired after `seconds`.
    """
    told = {name: value for name, value in os.environ.items() if name not in SECRETS}
    return subprocess.run(  # noqa: S603  a program of our own, and no word of a stranger's in its command
        [sys.executable, "-m", program, *map(str, (os.getpid(), seconds, *options))],
        input=content,
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env=told | environment,
        timeout=seconds,
        check=False,
    )


def last_words(ended):
    return ended.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]


def keep_within_bounds(parent, seconds, most_memory):
    """Called by the program first. `parent` is the process id of the server, `most_memory` bytes of address space."""
    with suppress(ValueError):  # less is allowed already
        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    signal.alarm(seconds)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended while we began
        sys.exit(1)


def close_doors(seconds):
    """From here on the program writes no file, opens no network, starts no other, and computes for so many seconds.

    Network and other programs are refused by the kernel, on Linux; elsewhere only what is opened decides.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    machine, refused = CALLS.get(platform.machine(), (0, ()))
    if not sys.platform.startswith("linux") or not refused:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    count = len(refused)
    steps = [
        (LOAD, 0, 0, 4),  # the machine, so that no call comes by the numbers of another
        (JUMP_IF_EQUAL, 1, 0, machine),
        (ANSWER, 0, 0, END),
        (LOAD, 0, 0, 0),  # the number of the call
        *((JUMP_IF_EQUAL, count - at, 0, call) for at, call in enumerate(refused)),
        (ANSWER, 0, 0, ALLOW),
        (ANSWER, 0, 0, REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    if libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0) or libc.prctl(SET_FILTER, BY_PROGRAM, program, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of calls")
