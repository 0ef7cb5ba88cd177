"""What every answer says in its headers, whoever made it."""

from django.core.exceptions import PermissionDenied
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from publishing.refusals import note_refusal

# The map asks for the visitor's place when he presses its button; no frame of others may.
_GEOLOCATION = "geolocation=(self), "
_REFUSED = ", ".join(
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
PERMISSIONS_POLICY = _GEOLOCATION + _PASSKEYS.format("()") + _REFUSED
WITH_PASSKEYS = _GEOLOCATION + _PASSKEYS.format("(self)") + _REFUSED
"""For the login and for one's own access, which say so: `response.uses_passkeys`."""


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and data. Files (pictures, PDFs) are compressed already: again would only cost time."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class HeadersMiddleware:
    """Refuses the browser's powers that no page here needs, and tells caches that pages differ by the theme cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        uses_passkeys = getattr(response, "uses_passkeys", False)
        response.setdefault("Permissions-Policy", WITH_PASSKEYS if uses_passkeys else PERMISSIONS_POLICY)
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
