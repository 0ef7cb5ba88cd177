"""A view of Django that does nothing, for gunicorn: no middleware, no database, four kilobytes."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

BODY = b"x" * 4_000

urlpatterns = [path("", lambda request: HttpResponse(BODY))]

settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
application = WSGIHandler()
