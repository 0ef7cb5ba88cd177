"""What every answer says in its headers, whoever made it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from publishing.refusals import note_refusal

# The map asks for the visitor's place when he presses its button; no frame of others may.
PERMISSIONS_POLICY = "geolocation=(self), " + ", ".join(
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
        "publickey-credentials-get",
        "usb",
        "xr-spatial-tracking",
    )
)

# What other sites may show as a part of theirs: feeds, maps, robots.txt and the sitemap, and public pictures.
OPEN_KINDS = ("application/atom+xml", "application/geo+json", "application/xml")
OPEN_PATHS = ("/robots.txt", f"{settings.MEDIA_URL}bilder/", f"{settings.STATIC_URL}img/social")


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and data. Files (pictures, PDFs) are compressed already: again would only cost time."""

    def process_response(self, request, response):
        is_packed = response.streaming and not response.get("Content-Type", "").startswith("text/")
        return response if is_packed else super().process_response(request, response)


class HeadersMiddleware:
    """Refuses the browser's powers that no page here needs, and tells caches that pages differ by the theme cookie.

    Answers belong to our own pages, but for what is meant for others (Cross-Origin-Resource-Policy). The first in the
    chain, for static files and redirects too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        origin = "cross-origin" if is_for_others(request, response) else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", origin)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


def is_for_others(request, response):
    """A picture that only staff may see is not: it is no public one for caches either."""
    if response.get("Content-Type", "").startswith(OPEN_KINDS):
        return True
    return request.path.startswith(OPEN_PATHS) and "public" in response.get("Cache-Control", "")


class RefusalMiddleware:
    """Notes who was refused what, wherever a view says no."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied):
            note_refusal(request)
