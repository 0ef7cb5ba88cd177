"""Runs our own programs in a separate, restricted process, so that their failure does not affect the web server."""

import ctypes
import logging
import os
import platform
import resource
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

PASSED_ENVIRONMENT = (
    *("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONPATH"),
    *("GDAL_DATA", "PROJ_DATA", "PROJ_LIB"),
    *("DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"),
    *("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
)
"""Environment variables passed on: of Python, GDAL, PROJ and Pango. Others may hold secrets or internal addresses."""
SECCOMP_UNAVAILABLE = 4
"""Exit status: seccomp filters are not available."""
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
DENIED_SYSCALLS = {"x86_64": (0xC000003E, (41, 59, 322, 425)), "aarch64": (0xC00000B7, (198, 221, 281, 425))}
"""AUDIT_ARCH and denied system calls by machine: socket, execve, execveat, io_uring_setup."""
BPF_LOAD, BPF_JUMP_IF_EQUAL, BPF_RETURN = 0x20, 0x15, 0x06  # opcodes
SECCOMP_ALLOW, SECCOMP_DENY, SECCOMP_KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000  # 13: EACCES

logger = logging.getLogger(__name__)


class SeccompUnavailable(Exception):
    """The program read nothing, because its system calls cannot be filtered on this machine or kernel."""


def run_sandboxed(program, seconds, *options, content, **environment):
    """Run `python -m program PARENT SECONDS *options` with `content` (bytes) as stdin; return the CompletedProcess.

    `options` must be trusted values; `environment` holds further variables. Raises TimeoutExpired after `seconds` or
    when the CPU limit is reached, and SeccompUnavailable.
    """
    passed_on = {name: os.environ[name] for name in PASSED_ENVIRONMENT if name in os.environ}
    ended = subprocess.run(  # noqa: S603  our own program, no untrusted arguments
        [sys.executable, "-m", program, *map(str, (os.getpid(), seconds, *options))],
        input=content,
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env=passed_on | environment,
        timeout=seconds,
        check=False,
    )
    if ended.returncode == -signal.SIGXCPU:
        raise subprocess.TimeoutExpired(program, seconds)
    if ended.returncode == SECCOMP_UNAVAILABLE:
        logger.error("%s refuses all files: %s", program, last_stderr_line(ended))
        raise SeccompUnavailable
    return ended


def last_stderr_line(ended):
    return ended.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]


def limit_resources(parent, seconds, max_memory):
    """Limit memory (`max_memory` bytes of address space) and run time, and end with the process `parent`.

    To be called first in the program.
    """
    with suppress(ValueError):  # the limit is lower already
        resource.setrlimit(resource.RLIMIT_AS, (max_memory, max_memory))
    signal.alarm(seconds)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before prctl
        sys.exit(1)


def deny_syscalls(seconds):
    """Deny writing files, network and starting programs, and limit CPU time to `seconds`.

    Exits with SECCOMP_UNAVAILABLE where the kernel cannot filter system calls.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # first SIGXCPU, then SIGKILL
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        install_seccomp_filter()
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(SECCOMP_UNAVAILABLE)


def install_seccomp_filter():
    """Deny DENIED_SYSCALLS from here on. Raises OSError where that is not possible."""
    if platform.system() != "Linux" or platform.machine() not in DENIED_SYSCALLS:
        raise OSError(f"no filter of system calls for {platform.system()} on {platform.machine()}")
    machine, refused = DENIED_SYSCALLS[platform.machine()]
    libc = ctypes.CDLL(None, use_errno=True)
    count = len(refused)
    steps = [
        (BPF_LOAD, 0, 0, 4),  # the architecture: its numbers differ
        (BPF_JUMP_IF_EQUAL, 1, 0, machine),
        (BPF_RETURN, 0, 0, SECCOMP_KILL),
        (BPF_LOAD, 0, 0, 0),  # the system call's number
        *((BPF_JUMP_IF_EQUAL, count - at, 0, call) for at, call in enumerate(refused)),
        (BPF_RETURN, 0, 0, SECCOMP_ALLOW),
        (BPF_RETURN, 0, 0, SECCOMP_DENY),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")
