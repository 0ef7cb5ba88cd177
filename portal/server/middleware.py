"""What goes before and after every view."""

from ipaddress import ip_address, ip_network

import brotli
from django.conf import settings
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

# The map asks for the visitor's place when they press its button; no frame of others may.
_GEOLOCATION = "geolocation=(self), "
_DENIED = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
)
_PASSKEYS = "publickey-credentials-create={0}, publickey-credentials-get={0}, "
PERMISSIONS_POLICY = _GEOLOCATION + _PASSKEYS.format("()") + _DENIED
PERMISSIONS_POLICY_WITH_PASSKEYS = _GEOLOCATION + _PASSKEYS.format("(self)") + _DENIED
"""For the login and for one's own access, which say so: `response.uses_passkeys`."""

# What other sites may show as a part of theirs: feeds, maps, robots.txt and the sitemap, and public pictures.
CROSS_ORIGIN_TYPES = ("application/atom+xml", "application/geo+json", "application/xml")
CROSS_ORIGIN_PATHS = ("/robots.txt", f"{settings.MEDIA_URL}bilder/", f"{settings.STATIC_URL}img/social")


HEALTH_PATHS = {"/gesundheit/", "/gesundheit/hintergrund/"}
BROTLI_OPTIONS = {"quality": 3, "lgwin": 16}
"""Of 11 and 24: one more of quality takes half as long again for 3 % fewer bytes, and a window of 64 kB is enough."""
PRIVATE_NETWORKS = [
    ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
]
"""Loopback, private and link-local networks."""

PROXY_HEADERS = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"}


class HeadMiddleware:
    """Takes the body from an answer to HEAD, which must have none: the web server would warn of each.

    Its length is told as for GET. Outside of all others, for they make the same answer to both.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()
            elif response.content:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response


class ProbeMiddleware:
    """A probe from near by may ask the health addresses by number or without a host: it is answered as by name.

    Near is the peer of the connection, and it speaks for itself: what a proxy hands on carries a header that says so.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in HEALTH_PATHS and is_private_peer(request):
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        return self.get_response(request)


def is_private_peer(request):
    """Whether loopback or a private network asks, and no proxy hands on what somebody else asks."""
    return PROXY_HEADERS.isdisjoint(request.META) and is_private_address(request.META["REMOTE_ADDR"])


def is_private_address(address):
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return any(peer in network for network in PRIVATE_NETWORKS)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and data, with Brotli where the browser knows it. Files (pictures, PDFs) are compressed already:
    again would only cost time.
    """

    def process_response(self, request, response):
        if response.streaming and not response.get("Content-Type", "").startswith("text/"):
            return response
        if response.streaming or accepted_encoding(request) != "br" or not is_worth_compressing(response):
            return super().process_response(request, response)
        response.content = brotli.compress(response.content, **BROTLI_OPTIONS)
        patch_vary_headers(response, ("Accept-Encoding",))
        response["Content-Encoding"], response["Content-Length"] = "br", str(len(response.content))
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = f"W/{response['ETag']}"
        return response


def accepted_encoding(request):
    """How an answer to the request is compressed: "br", "gzip" or not at all."""
    wanted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if "br" in wanted.replace(" ", "").split(","):
        return "br"
    return "gzip" if re_accepts_gzip.search(wanted) else ""


def is_worth_compressing(response):
    return len(response.content) >= 200 and not response.has_header("Content-Encoding")


class LanguageMiddleware(LocaleMiddleware):
    """The language stands in the address, so no answer varies with what the browser prefers."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class HeadersMiddleware:
    """Refuses the browser's powers that no page here needs, and tells caches that pages differ by the theme cookie.

    Answers belong to our own pages, but for what is meant for others (Cross-Origin-Resource-Policy). The first in the
    chain, for static files and redirects too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        uses_passkeys = getattr(response, "uses_passkeys", False)
        response.setdefault(
            "Permissions-Policy", PERMISSIONS_POLICY_WITH_PASSKEYS if uses_passkeys else PERMISSIONS_POLICY
        )
        origin = "cross-origin" if is_cross_origin_resource(request, response) else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", origin)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


def is_cross_origin_resource(request, response):
    """A picture that only staff may see is not: it is no public one for caches either."""
    if response.get("Content-Type", "").startswith(CROSS_ORIGIN_TYPES):
        return True
    return request.path.startswith(CROSS_ORIGIN_PATHS) and "public" in response.get("Cache-Control", "")
