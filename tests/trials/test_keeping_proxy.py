"""nginx before the portal, by deploy/nginx-cache.conf, serves readers alone and shows nothing that was withdrawn."""

import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

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

    def ask(self, path, method="GET", **headers):
        """(status, headers, body)"""
        deadline = time.monotonic() + 20
        while True:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.request(method, path, headers=BROWSER | headers)
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
    portal.prepare()
    web = portal.serve()
    with proxy.running():
        yield portal, proxy, web
    portal.end()


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
