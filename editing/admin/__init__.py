"""What the administration of every publishable thing shares; also registers pictures, redirects, people and logins."""

from editing.admin import notices, people, pictures, redirects  # noqa: F401  (registered)
