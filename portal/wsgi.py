"""The WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal import serving
from portal.background import signs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
serving.hold()
signs.touch(signs.START)
