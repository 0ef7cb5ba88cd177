"""The WSGI entry point, for gunicorn and runserver alike."""

import os

from django.core.wsgi import get_wsgi_application

from database import locking
from portal.operations.background import heartbeat
from portal.server import data_lock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
locking.mark_web_process()
application = get_wsgi_application()
data_lock.hold_shared()
heartbeat.touch(heartbeat.START)
