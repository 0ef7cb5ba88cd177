"""Requests nobody would send on purpose, the same ones for the same seed: over every public address and parameter."""

import re
from random import Random
from urllib.parse import parse_qsl, quote, urlsplit

NAUGHTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "-1",
    "0",
    "00017",
    "1e309",
    "-1e-309",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "1.000.000,00",
    "1,5.2,3",
    "9" * 400,
    "٣٤",
    "𝟙𝟚",
    "½",
    "2026-02-30",
    "0000-00-00",
    "99999-01-01",
    "true",
    "null",
    "undefined",
    "[]",
    "{}",
    '{"a":{"b":[1,2,3]}}',
    "' OR 1=1 --",
    '"; DROP TABLE sites_space; --',
    "%",
    "_",
    "%%s%n",
    "{{7*7}}",
    "{% load x %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "//example.org",
    "https://example.org/",
    "javascript:alert(1)",
    "\r\nSet-Cookie: a=b",
    "\u202edlrow",
    "\u200b",
    "\ufeff",
    "e\u0301" * 50,
    "ä" * 300,
    "ß" * 2000,
    "🏭" * 100,
    "a" * 5000,
    "(" * 300,
    "[" * 300,
    "*" * 300,
    "a b " * 400,
    "1 " * 800,
    "point:51.3,12.4",
    "point:91,181",
    "point:nan,nan",
    "12.0,51.0,12.5,51.5",
    "12.5,51.5,12.0,51.0",
    "-180,-90,180,90",
    "1,2,3",
    "12.1,51.1;12.2,51.1;12.2,51.2;12.1,51.1",
    ";".join(f"{12 + i / 1000:.4f},{51 + (i * 7 % 100) / 1000:.4f}" for i in range(300)),
    ",".join(str(number) for number in range(1000, 1400)),
    "Halle ab 5.000 m² bei Leipzig, 10 m, Gleis",
    "ab bis über unter zwischen und oder nicht keine ohne",
    "5 ha 5 ha 5 ha 5 ha " * 40,
]

BROKEN_BYTES = ["%ff", "%c0%af", "%ed%a0%80", "%f8%88%80%80%80", "%c3", "%", "%zz", "%u0041", "%00", "%0d%0a"]
"""As they stand in an address: no text at all, or none in UTF-8."""

METHODS = ["GET"] * 80 + ["HEAD"] * 5 + ["POST"] * 10 + ["OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"]

HEADERS = [
    ("Accept", "*/*;q=abc, text/html;q=9"),
    ("Accept-Encoding", "gzip;q=x, br, zstd, identity;q=0"),
    ("Accept-Language", "xx-" + "y" * 300 + ", *;q=0.5"),
    ("Accept-Language", "en;q=1.0001,de;q=-1,\xff"),
    ("Authorization", "Basic ####"),
    ("Cookie", "sessionid=" + "a" * 2000),
    ("Cookie", "csrftoken=\x01\xff; sessionid=; theme=../../x; =;;"),
    ("Cookie", "theme=dark; theme=light; messages=W1tdXQ"),
    ("Host", "example.org"),
    ("Host", "127.0.0.1:99999"),
    ("Host", "[::1"),
    ("Host", ""),
    ("If-Match", '"x", *'),
    ("If-Modified-Since", "Thu, 32 Foo 9999 99:99:99 GMT"),
    ("If-Modified-Since", "Thu, 01 Jan 0001 00:00:00 GMT"),
    ("If-None-Match", 'W/"", "a", *, "' + "b" * 500),
    ("If-Range", "nonsense"),
    ("If-Unmodified-Since", "yesterday"),
    ("Origin", "null"),
    ("Range", "bytes=0-0,-1,5-2,99999999999999999999-"),
    ("Range", "lines=1-2"),
    ("Referer", "http://\xff\xfe/%00"),
    ("X-Forwarded-For", "999.1.1.1, ::ffff:1.2.3.4, <script>"),
    ("X-Forwarded-Host", "example.org"),
    ("X-Forwarded-Proto", "https"),
    ("X-Fragment", "results"),
    ("X-Fragment", "counts"),
    ("X-Fragment", "section"),
    ("X-Fragment", "../base.html"),
    ("X-Requested-With", "XMLHttpRequest"),
]

CONTENT_TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=\xff",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
]


TOKEN = "a" * 32
"""With it in cookie and form alike a request passes for one from our own page, and reaches the form behind."""


class Fuzzer:
    """addresses: real ones, from the pages themselves. patterns: as the resolver has them, arguments and all."""

    def __init__(self, seed, addresses, patterns, parameters):
        self.random = Random(seed)
        self.addresses, self.patterns, self.parameters = addresses, patterns, parameters
        self.words = sorted(
            {value for address in addresses for _, value in parse_qsl(urlsplit(address).query)}
        )

    def requests(self, count, host):
        for _ in range(count):
            yield self.request(host)

    def request(self, host):
        """The bytes of one request, complete: nothing is left for the server to wait for."""
        method = self.random.choice(METHODS)
        body, content_type = b"", None
        if method in {"POST", "PUT", "PATCH"}:
            content_type = self.random.choice(CONTENT_TYPES)
            body = self.body(content_type)
        headers = {"Host": host}
        for name, value in self.random.sample(HEADERS, self.random.choice([0, 0, 1, 1, 2, 5])):
            headers[name] = value
        if TOKEN.encode() in body:
            headers["Cookie"] = f"csrftoken={TOKEN}"
        if content_type is not None:
            headers |= {"Content-Type": content_type, "Content-Length": str(len(body))}
        headers["Connection"] = "close"
        lines = [
            f"{method} {self.address()} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body

    def address(self):
        path, _, query = self.path().partition("?")
        pairs = [pair for pair in query.split("&") if pair]
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 3, 6, 20])):
            pairs.append(f"{quote(self.random.choice(self.parameters))}={self.value()}")
        if pairs and self.random.random() < 0.1:
            pairs += [self.random.choice(pairs)] * self.random.choice([2, 50])
        address = path + ("?" + "&".join(pairs) if pairs else "")
        return address[:8100] if self.random.random() < 0.98 else address + "x" * 9000

    def path(self):
        if self.random.random() < 0.5:
            path = self.random.choice(self.addresses)
            if self.random.random() < 0.1:
                cut = self.random.randrange(len(path) + 1)
                path = (path[:cut] or "/") + self.value() + path[cut:]
            return path
        pattern = self.random.choice(self.patterns)
        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: self.argument(found[1]), pattern)

    def argument(self, converter):
        if self.random.random() < 0.3:
            return quote(self.random.choice(NAUGHTY), safe="")[:2000] or "x"
        if converter == "int":
            return str(self.random.choice([0, 1, 2, 3, 17, 1001, 1002, 1050, 2**31, 2**63, 10**30]))
        return (
            quote(self.random.choice([*self.words, "karte", "leipzig", "1001-nordhof", "2026"]), safe="")
            or "x"
        )

    def value(self):
        kind = self.random.random()
        if kind < 0.1:
            return self.random.choice(BROKEN_BYTES) * self.random.choice([1, 1, 3, 200])
        if kind < 0.4 and self.words:
            return quote(self.random.choice(self.words), safe="")
        return quote(self.random.choice(NAUGHTY), safe="")

    def body(self, content_type):
        pairs = [
            (self.random.choice(self.parameters), self.random.choice(NAUGHTY))
            for _ in range(self.random.choice([0, 1, 5, 30]))
        ]
        if self.random.random() < 0.8:
            pairs.append(("csrfmiddlewaretoken", TOKEN))
        if content_type.startswith("multipart"):
            parts = (
                f'--x\r\nContent-Disposition: form-data; name="{name}"'
                f"{self.random.choice(['', '; filename=a.pdf', '; filename=\x00'])}\r\n\r\n{value}\r\n"
                for name, value in pairs
            )
            return "".join([*parts, self.random.choice(["--x--\r\n", ""])]).encode()
        if content_type == "application/json":
            return self.random.choice([b"{", b"[]", b'{"a": 1}', b"\xff\xfe"])
        return "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in pairs).encode()
