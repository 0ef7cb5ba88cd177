"""The shared admin of publishable models; also registers pictures, redirects, people and logins."""

from editing.admin import notices, redirects  # noqa: F401  (registered)
from editing.admin.people import users  # noqa: F401
from editing.admin.pictures import library  # noqa: F401
