"""What a browser does behind the reader's back: requests to other hosts, script errors, broken policy."""

from fnmatch import fnmatch
from urllib.parse import urlsplit

OWN_SCHEMES = {"data", "blob", "about"}


class Watch:
    """Collects what must not happen in a browser context. A test names what it provokes with `expect(pattern)`."""

    def __init__(self, host):
        self.host = host
        self.foreign = []
        self.complaints = []
        self.expected = []

    def attach(self, context):
        context.on("request", self._see_request)
        context.on("console", self._see_message)
        context.on("weberror", lambda error: self.complaints.append(f"script error: {error.error}"))

    def expect(self, pattern):
        """Complaints that match this shell pattern belong to what the test tries."""
        self.expected.append(pattern)

    def problems(self):
        requests = [f"request to another host: {url}" for url in self.foreign]
        return requests + [
            complaint
            for complaint in self.complaints
            if not any(fnmatch(complaint, pattern) for pattern in self.expected)
        ]

    def _see_request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and address.netloc != self.host:
            self.foreign.append(request.url)

    def _see_message(self, message):
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.complaints.append(f"console {message.type}: {message.text} ({where})")
