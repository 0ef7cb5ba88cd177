"""The portal without kept pages, for gunicorn: each answer is made again, while its parts are kept."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402

settings.CACHES_PAGES = False

from portal.wsgi import application  # noqa: E402, F401
