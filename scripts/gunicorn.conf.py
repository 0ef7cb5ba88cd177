"""Gunicorn's settings: a few threads in two processes, which suits SQLite and a small machine alike."""

import gc
import os
import resource
from pathlib import Path

from django.http import FileResponse

from database.locking import WEB_THREADS

_host = os.environ.get("HOST") or "127.0.0.1"  # what is empty counts as not set, as in the settings
_address = f"[{_host}]" if ":" in _host else _host
bind = f"{_address}:{os.environ.get('PORT') or '8000'}"
worker_class = "portal.server.web_server.worker.Worker"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
threads = WEB_THREADS
preload_app = True  # start-up is paid once, and memory is shared
timeout = 60  # s
limit_request_line = 8190  # bytes, the most there is: room for a drawn area of 200 corners and many filters
graceful_timeout = 5  # s; what a request may still take when the server is told to end
worker_connections = 1000  # that wait without a thread (portal/server/web_server)
sendfile = False  # what a slow visitor does not take is kept aside, files too
control_socket_disable = True  # it would lie in the home folder, which a service may not have
loglevel = "warning"

_most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
if _most_files == resource.RLIM_INFINITY or _most_files > 8192:
    _most_files = 8192  # each connection is one, and may have two more
resource.setrlimit(resource.RLIMIT_NOFILE, (_most_files, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def on_starting(server):
    """Its own lines name no visitor either."""
    from portal.server.log_lines import LineFormatter  # the folder of the portal is known by now

    for handler in server.log.error_log.handlers:
        handler.setFormatter(LineFormatter(server.log.error_fmt, server.log.datefmt))


def post_fork(server, worker):
    """What start-up made stays for good: no page waits while the garbage collector looks through it again.

    What pages leave behind is looked through every few dozen of them, as long as the processor still has it at hand.
    """
    gc.freeze()
    gc.set_threshold(10_000)
    FileResponse.block_size = (
        64 * 1024
    )  # bytes; in pieces of 4 kB a large file takes twice the processor time


def worker_exit(server, worker):
    """What is being answered is answered, within the same time whatever ends the process."""
    worker.tpool.finish(graceful_timeout)


def when_ready(server):
    """Say where the portal is, once it really listens."""
    address = f"http://{bind}"
    print(f"\nThe portal is served on {address}/ (admin: {address}/admin/). Ctrl-C ends it.")
    logins = Path(os.environ.get("VAR_DIR") or "var") / "demo-logins.txt"
    if logins.exists():
        print(f"\nDemo logins ({logins}):\n{logins.read_text()}")
    print(flush=True)
