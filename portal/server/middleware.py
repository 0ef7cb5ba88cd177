"""HTTP middleware: HEAD, health probes, compression, language and headers."""

from ipaddress import ip_address, ip_network

import brotli
from django.conf import settings
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

# For the “locate me” button of the map; not for embedded frames.
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
"""For views that set `response.uses_passkeys`: login and own credentials."""

# Resources that other sites may embed: feeds, maps, robots.txt, the sitemap and public pictures.
CROSS_ORIGIN_TYPES = ("application/atom+xml", "application/geo+json", "application/xml")
CROSS_ORIGIN_PATHS = ("/robots.txt", f"{settings.MEDIA_URL}bilder/", f"{settings.STATIC_URL}img/social")


HEALTH_PATHS = {"/gesundheit/", "/gesundheit/hintergrund/"}
BROTLI_OPTIONS = {"quality": 3, "lgwin": 16}
"""Of max. 11 and 24: quality 4 takes 1.5 times as long for 3 % fewer bytes; a window of 64 kB is enough."""
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
    """Removes the body from responses to HEAD, with Content-Length as for GET; the web server would warn of each.

    Outermost, as the other middleware treats both alike.
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
    """Accepts any Host header for health checks from private networks.

    Only for direct connections: requests with proxy headers are excluded.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in HEALTH_PATHS and is_private_peer(request):
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        return self.get_response(request)


def is_private_peer(request):
    """Whether the request comes directly from a loopback or private address, without a proxy."""
    return PROXY_HEADERS.isdisjoint(request.META) and is_private_address(request.META["REMOTE_ADDR"])


def is_private_address(address):
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return any(peer in network for network in PRIVATE_NETWORKS)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and data, with Brotli where supported; not streamed files (pictures, PDFs)."""

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
    """The encoding of the response: "br", "gzip" or ""."""
    wanted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if "br" in wanted.replace(" ", "").split(","):
        return "br"
    return "gzip" if re_accepts_gzip.search(wanted) else ""


def is_worth_compressing(response):
    return len(response.content) >= 200 and not response.has_header("Content-Encoding")


class LanguageMiddleware(LocaleMiddleware):
    """The language is part of the URL, so responses do not vary by Accept-Language."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class HeadersMiddleware:
    """Sets Permissions-Policy, Cross-Origin-Resource-Policy and Vary: Cookie (pages differ by the theme cookie).

    Before WhiteNoise and redirects, which get the headers too.
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
    """Pictures for staff are not: their Cache-Control is not public."""
    if response.get("Content-Type", "").startswith(CROSS_ORIGIN_TYPES):
        return True
    return request.path.startswith(CROSS_ORIGIN_PATHS) and "public" in response.get("Cache-Control", "")
