"""nginx before the portal, by deploy/nginx-cache.conf, serves readers alone and shows nothing that was withdrawn."""

import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
from django.http import parse_cookie

from portal.themes import chosen_theme
from tests.operating import ROOT
from tests.serving import free_port
from tests.trials.served import ServedPortal

HOST = "portal.example.org"
BROWSER = {"Host": HOST, "Accept-Encoding": "gzip, deflate, br, zstd"}
MODULE = "/usr/lib/nginx/modules/ngx_http_cache_purge_module.so"
WITHDRAW = """
from news.models import Article
article = Article.objects.published().newest_first().first()
article.workflow_state = "withdrawn"
article.save()
print(article.title)
"""
CONFIGURATION = """
load_module {module};
user root;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    {cache}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{portal};
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header Cookie $http_cookie;
        }}
    }}
}}
"""


class Proxy:
    def __init__(self, folder, portal):
        self.folder, self.portal, self.port, self.purge_port = folder, portal, free_port(), free_port()

    @property
    def purge_url(self):
        return f"http://127.0.0.1:{self.purge_port}/"

    @contextmanager
    def running(self):
        cache = (ROOT / "deploy" / "nginx-cache.conf").read_text()
        places = {
            "127.0.0.1:8001": f"127.0.0.1:{self.purge_port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.portal.port}",
            "/var/cache/nginx/portal": f"{self.folder}/pages",
        }
        for told, here in places.items():
            assert told in cache
            cache = cache.replace(told, here)
        file = self.folder / "nginx.conf"
        file.write_text(
            CONFIGURATION.format(
                module=MODULE, folder=self.folder, cache=cache, port=self.port, portal=self.portal.port
            )
        )
        process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(file), "-p", str(self.folder)])
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)

    def ask(self, path, method="GET", cookies=(), **headers):
        """(status, headers, body). `cookies`: the header once for each."""
        deadline = time.monotonic() + 20
        while True:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for name, value in (
                    *(BROWSER | headers).items(),
                    *(("Cookie", cookie) for cookie in cookies),
                ):
                    connection.putheader(name, value)
                connection.endheaders()
                answer = connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            finally:
                connection.close()


@pytest.fixture
def served(tmp_path):
    portal = ServedPortal(tmp_path, ALLOWED_HOSTS=HOST, SITE_URL=f"http://{HOST}")
    proxy = Proxy(tmp_path, portal)
    portal.environment["PROXY_PURGE_URL"] = proxy.purge_url
    # Each process purges when it notices a change. Of several, chance says which notices it when.
    portal.environment["WEB_CONCURRENCY"] = "1"
    portal.prepare()
    web = portal.serve()
    with proxy.running():
        yield portal, proxy, web
    portal.end()


class Echo(BaseHTTPRequestHandler):
    """In the place of the portal: says which colours it reads of the cookies, and lets it be kept."""

    def do_GET(self):  # noqa: N802  as http.server wants it
        request = SimpleNamespace(COOKIES=parse_cookie(",".join(self.headers.get_all("Cookie", []))))
        self.send_response(200)
        self.send_header("X-Accel-Expires", "3600")
        self.end_headers()
        self.wfile.write(chosen_theme(request).encode())

    def log_message(self, *arguments):
        """Nothing to the terminal."""


@pytest.fixture
def echoed(tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, daemon=True).start()
    proxy = Proxy(tmp_path, SimpleNamespace(port=server.server_port))
    with proxy.running():
        yield proxy
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "odd",
    [
        ["theme=; theme=dark"],
        ["theme=light; theme=dark"],
        ["theme=dark;theme=light"],
        ["theme = dark"],
        ["\ttheme=dark"],
        ['theme="dark"'],
        ["a=b;theme=dark"],
        ["a=b", "theme=dark"],
        ["theme=dark", "a=b"],
        ["theme=dark, theme=light"],
    ],
    ids=str,
)
def test_the_proxy_keeps_no_page_in_other_colours_than_those_of_its_key(echoed, odd):
    """The first reader after it forgot decides what all the others see."""
    for _time in range(2):
        echoed.ask("/", cookies=odd)
    for wanted, cookies in {"auto": [], "dark": ["a=b; theme=dark; c=d"], "light": ["theme=light"]}.items():
        for _time in range(2):
            assert echoed.ask("/", cookies=cookies)[2].decode() == wanted
    assert echoed.ask("/", cookies=["theme=blue"])[2] == b"auto"


def test_readers_are_served_without_the_portal_and_see_no_withdrawn_article(served):
    portal, proxy, web = served
    for path in ("/", "/aktuelles/", "/en/"):
        assert proxy.ask(path)[0] == 200
    news = proxy.ask("/aktuelles/")
    assert "X-Accel-Expires" not in news[1]
    assert news[1]["Cache-Control"] == "no-cache"
    withdrawn = portal.call("shell", "--no-imports", "-c", WITHDRAW).stdout.strip()
    assert portal.call("run_due").returncode == 0  # a process that is no web server tells the proxy too
    shown = proxy.ask("/aktuelles/", **{"Accept-Encoding": "identity"})[2].decode()
    assert withdrawn
    assert withdrawn not in shown
    assert proxy.ask("/aktuelles/")[1]["ETag"] != news[1]["ETag"]
    time.sleep(6)  # the portal has asked once more
    kept = {path: proxy.ask(path)[2] for path in ("/", "/aktuelles/")}
    web.terminate()
    web.wait(30)
    for path, page in kept.items():
        assert proxy.ask(path)[0::2] == (200, page)
        etag = proxy.ask(path)[1]["ETag"]
        assert proxy.ask(path, **{"If-None-Match": etag})[0] == 304
    assert proxy.ask("/", Cookie="sessionid=abc")[0] == 502
    assert proxy.ask("/", Cookie="theme=dark")[0] == 502
    assert proxy.ask("/flaechenpool/")[0] == 502
