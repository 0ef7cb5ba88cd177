"""What was asked for last, in the memory of each process: sooner found than in a file or on another machine.

Django's cache in memory packs and unpacks each value (pickle), which takes longer than making a small piece of a page.
Here everybody gets the value itself, so nobody may change it. Keys hold the version of what a value shows, so an old
one is never asked for again.
"""

from collections import OrderedDict
from threading import Lock
from weakref import WeakSet

_all = WeakSet()


class Recent:
    """At most `most` of what `size_of(key, value)` counts, by default of values."""

    def __init__(self, most, size_of=lambda key, value: 1):
        self.most, self.size_of, self.size = most, size_of, 0
        self.values, self.lock = OrderedDict(), Lock()
        _all.add(self)

    def get(self, key):
        """The value, or None."""
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
            return self.values.get(key)

    def put(self, key, value):
        """The values that were not asked for the longest go."""
        with self.lock:
            if key in self.values:
                self.size -= self.size_of(key, self.values.pop(key))
            self.values[key] = value
            self.size += self.size_of(key, value)
            while self.size > self.most:
                self.size -= self.size_of(*self.values.popitem(last=False))

    def clear(self):
        with self.lock:
            self.values.clear()
            self.size = 0


def forget():
    """All that this process remembers so."""
    for each in [*_all]:
        each.clear()
