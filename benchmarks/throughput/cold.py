"""The portal with nothing kept, for gunicorn: before each answer all is forgotten.

At WORK it says how many seconds of processor time its answers took so far, in all processes, without the forgetting.
"""

import os
import time
from multiprocessing import Value

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from benchmarks.asking import forget  # noqa: E402
from benchmarks.throughput.addresses import WORK  # noqa: E402
from portal.wsgi import application as portal  # noqa: E402

worked = Value("d")  # the processes are forked from this one and share it


def application(environ, start_response):
    if environ["PATH_INFO"] == WORK:
        told = str(worked.value).encode()
        start_response("200 OK", [("Content-Length", str(len(told)))])
        return [told]
    forget()
    start = time.thread_time()
    answer = portal(environ, start_response)
    took = time.thread_time() - start
    with worked.get_lock():
        worked.value += took
    return answer
