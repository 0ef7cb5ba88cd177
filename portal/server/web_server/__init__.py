"""Gunicorn's worker of threads, extended so that slow visitors keep no thread (docs/adr/0051).

The loop of `worker` reads each request until it is whole, head and body, and only then gives it to a thread of
`thread_pool`. The thread writes its answer to the kernel; what the visitor does not take within 10 ms is kept aside and
sent on by the loop. `connections` limits the time: a head has 10 s, body and answer have to keep up with 20 kB a
second, and what lies 20 s behind is closed. Requests are parsed by gunicorn.

A maintained server that passes tests/trials/test_slow_visitors.py as it comes, without a proxy before it, ends this
package. The decision lists those that did not in December 2026.
"""
