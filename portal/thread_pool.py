"""The threads in which a web worker answers: the one that began to rest last works next.

ThreadPoolExecutor wakes the thread that has rested longest, so that all take turns although one would do: each with a
connection to the database of its own, and with nothing of it in the processor's cache. Of a page that is kept this
takes an eighth.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock


class ThreadPool(ThreadPoolExecutor):
    def __init__(self, most):
        super().__init__(most)
        self._work_queue = LastFirst()  # no public way leads to it (Python 3.12 to 3.14)


class LastFirst:
    """A queue of what is to be done: first what was put in first, by who came last to wait for it."""

    def __init__(self):
        self.lock, self.items, self.waiting = Lock(), deque(), []

    def put(self, item):
        with self.lock:
            if self.waiting:
                self.waiting.pop().put(item)
            else:
                self.items.append(item)

    def get(self, block=True):
        with self.lock:
            if self.items:
                return self.items.popleft()
            if not block:
                raise Empty
            inbox = SimpleQueue()
            self.waiting.append(inbox)
        return inbox.get()

    def get_nowait(self):
        return self.get(block=False)
