"""Gunicorn's threaded worker, extended so that slow clients occupy no thread (docs/adr/0051).

The event loop of `worker` reads each request completely, headers and body, before a thread of `thread_pool` gets it.
The thread writes its response to the socket; what the client does not take within 10 ms is buffered and sent by the
loop. `connections` limits the time: 10 s for headers, 20 kB a second for body and response with 20 s of grace.
Requests are parsed by gunicorn.

To be replaced by any maintained server that passes tests/trials/test_slow_visitors.py without a proxy in front. The
ADR lists those that did not in December 2026.
"""
