"""Logging in as a browser does, with one's codes; and what was noted of it."""

import time

from django.urls import reverse
from django_otp.oath import TOTP

from accounts import second_factor
from accounts.models import LoginEvent

PASSWORD = "ein-langes-passwort"


def log_in(client, user, password=PASSWORD, **headers):
    """`user`: somebody, or an address that was typed."""
    email = getattr(user, "email", user)
    return client.post(reverse("admin:login"), {"username": email, "password": password}, **headers)


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def with_app(user):
    app = second_factor.new_app({}, user)
    app.save()
    return app


def code_of(device, steps=0):
    """The six digits an app shows now, or so many half minutes later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def events(**conditions):
    found = LoginEvent.objects.filter(**conditions).order_by("pk")
    return list(found.values_list("kind", flat=True))
