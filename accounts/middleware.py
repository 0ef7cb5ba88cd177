"""Treats users with an expired login or a pending second factor as anonymous."""

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from accounts import known_browser, second_factor, sessions


class LoginMiddleware:
    """After django_otp's middleware. Lazy, and without queries of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = request.user
        request.user = SimpleLazyObject(lambda: authenticated_user(request, found))
        response = self.get_response(request)
        known_browser.write_cookie(request, response)
        return response


def authenticated_user(request, user):
    if not user.is_authenticated:
        return user
    if sessions.is_expired(request.session, user):
        request.session.flush()
        return AnonymousUser()
    if sessions.record_activity(request.session):
        sessions.record_client(request)
    if second_factor.is_missing(request.session, user):
        return second_factor.hide_user(request, user)
    return user
