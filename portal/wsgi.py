"""The WSGI entry point, for gunicorn and runserver alike."""

import os

from django.core.wsgi import get_wsgi_application

from portal import serving
from portal.background import signs
from publishing import locking

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
locking.serve_the_web()
application = get_wsgi_application()
serving.hold()
signs.touch(signs.START)
