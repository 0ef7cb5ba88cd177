"""A process in the place of sites.papers.expose.printer that does what its page says, for tests."""

import json
import os
import signal
import sys
import time

from sites.papers.expose.printer import EXIT_UNAVAILABLE, limit_process


def report():
    print(
        json.dumps({"niceness": os.nice(0), "environment": sorted(os.environ), "pid": os.getpid()}),
        flush=True,
    )


DEEDS = {
    "report": report,
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "eat": lambda: bytearray(8 * 1024**3),
    "sleep": lambda: (report(), time.sleep(60)),
    "miss pango": lambda: sys.exit(EXIT_UNAVAILABLE),
}

if __name__ == "__main__":
    limit_process(int(sys.argv[1]), 60)
    DEEDS[json.load(sys.stdin.buffer)["html"]]()
