"""What a browser stores and sends during a visit: names of cookies, keys of its storage, hosts, fields of forms."""

from urllib.parse import parse_qsl, urlsplit

NOTE_KEYS = """
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) { noteKey(key); set.call(this, key, value); };
"""


class Recorder:
    """Of a browser context. What other hosts are asked for is answered here and leaves the machine never."""

    def __init__(self, context, own_host):
        self.keys, self.hosts, self.requests, self.responses = set(), set(), [], []
        self.own_host, self.context = own_host, context
        context.expose_binding("noteKey", lambda _source, key: self.keys.add(key))
        context.add_init_script(NOTE_KEYS)
        context.on("request", lambda request: self.requests.append(request))
        context.on("response", lambda response: self.responses.append(response))
        context.route(lambda url: urlsplit(url).netloc != own_host, self.answer)

    def answer(self, route):
        self.hosts.add(urlsplit(route.request.url).hostname)
        route.fulfill(status=204)

    def cookies(self):
        """Names of all that were ever set."""
        lines = [
            header["value"]
            for response in self.responses
            for header in response.headers_array()
            if header["name"].lower() == "set-cookie"
        ]
        names = {cookie.partition("=")[0].strip() for line in lines for cookie in line.splitlines()}
        return names | {cookie["name"] for cookie in self.context.cookies()}

    def addresses(self):
        return [request.url for request in self.requests]

    def fields(self):
        """{path: names of the fields with something in them} of what was posted as a form."""
        found = {}
        for request in self.requests:
            if request.method == "POST" and "urlencoded" in request.headers.get("content-type", ""):
                names = {name for name, value in parse_qsl(request.post_data or "") if value}
                found.setdefault(urlsplit(request.url).path, set()).update(names)
        return found
