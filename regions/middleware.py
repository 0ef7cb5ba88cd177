from django.middleware.csp import get_nonce
from django.utils.functional import SimpleLazyObject


class CSPNonceMiddleware:
    """Gives the request the nonce of Django's Content Security Policy as `csp_nonce`.

    django-leaflet's admin widget reads it there, Django offers it to templates only. Belongs after
    ContentSecurityPolicyMiddleware. Lazy, because Django allows the nonce in the policy only once it is used.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.csp_nonce = SimpleLazyObject(lambda: get_nonce(request))
        return self.get_response(request)
