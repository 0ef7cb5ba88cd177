"""The threads of a web worker, last in first out: the one that was busy last gets the next task.

ThreadPoolExecutor wakes the thread that was idle longest, so all are used although one would do, each with its own
database connection and a cold processor cache: an eighth of the time of a cached page. Another queue in it would not
help: its threads become idle only after the loop was notified, which may have given the next request to another one.
"""

from collections import deque
from concurrent.futures import Executor, Future
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic, sleep


class ThreadPool(Executor):
    """Up to `max_threads` daemon threads, started on demand. Call `finish` before the process exits."""

    def __init__(self, max_threads):
        self.max_threads, self.thread_count, self.lock = max_threads, 0, Lock()
        self.idle, self.pending = [], deque()

    def submit(self, work, *args, **kwargs):
        future = Future()
        task = future, partial(work, *args, **kwargs)
        with self.lock:
            if self.idle:
                self.idle.pop().put(task)
            elif self.thread_count < self.max_threads:
                inbox = SimpleQueue()
                inbox.put(task)
                Thread(target=self.run_tasks, args=(inbox,), daemon=True).start()
                self.thread_count += 1
            else:
                self.pending.append(task)
        return future

    def run_tasks(self, inbox):
        task = None
        while True:
            future, work = task or inbox.get()
            is_done, answer = run_task(future, work)
            # Before the future is resolved: its callback may submit the next task, for this very thread.
            task = self.next_task(inbox)
            if is_done is not None:
                future.set_result(answer) if is_done else future.set_exception(answer)
            del future, work, answer  # release references while the thread is idle

    def next_task(self, inbox):
        with self.lock:
            if self.pending:
                return self.pending.popleft()
            self.idle.append(inbox)
            return None

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Do nothing, and without the lock: gunicorn calls it in a signal handler, which may interrupt `submit`."""

    def finish(self, seconds):
        """Wait until all threads are idle, at most for `seconds`."""
        end = monotonic() + seconds
        while (self.pending or len(self.idle) < self.thread_count) and monotonic() < end:
            sleep(0.01)


def run_task(future, work):
    """(True, result) or (False, exception); (None, None) if cancelled."""
    if not future.set_running_or_notify_cancel():
        return None, None
    try:
        return True, work()
    except BaseException as error:  # noqa: BLE001  as concurrent.futures does: passed to the future
        return False, error
