"""The pages that were given last, in the memory of each process: sooner found than in a file or another machine.

Their keys hold the version of what they show, so an old one is never asked for again.
"""

from collections import OrderedDict
from threading import Lock

MOST_BYTES = 16 * 1024 * 1024
"""Of one process."""


class RecentPages:
    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes, self.bytes = most_bytes, 0
        self.pages, self.lock = OrderedDict(), Lock()

    def get(self, key):
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key, page):
        """`page` has a `content`. The pages that were not asked for the longest go."""
        with self.lock:
            if known := self.pages.pop(key, None):
                self.bytes -= len(known.content)
            self.pages[key] = page
            self.bytes += len(page.content)
            while self.bytes > self.most_bytes:
                _key, oldest = self.pages.popitem(last=False)
                self.bytes -= len(oldest.content)

    def clear(self):
        with self.lock:
            self.pages.clear()
            self.bytes = 0
