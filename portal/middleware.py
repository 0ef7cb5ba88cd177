"""What every answer says in its headers, whoever made it."""

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


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and data. Files (pictures, PDFs) are compressed already: again would only cost time."""

    def process_response(self, request, response):
        is_packed = response.streaming and not response.get("Content-Type", "").startswith("text/")
        return response if is_packed else super().process_response(request, response)


class HeadersMiddleware:
    """Refuses the browser's powers that no page here needs, and tells caches that pages differ by the theme cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class RefusalMiddleware:
    """Notes who was refused what, wherever a view says no."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied):
            note_refusal(request)
