"""Sessions with columns that show owners where they are logged in (docs/adr/0058).

Extends Django's database-backed sessions: the columns repeat session data and are written with them, without a query
of their own. Visitors have no session.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COLUMNS = ("browser", "system", "network")
"""Items of the data that are columns as well."""


class Session(AbstractBaseSession):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name=gettext_lazy("user"),
    )
    browser = models.CharField(gettext_lazy("browser"), max_length=20, blank=True)
    system = models.CharField(gettext_lazy("operating system"), max_length=20, blank=True)
    network = models.CharField(gettext_lazy("network"), max_length=43, blank=True)
    seen_at = models.DateTimeField(gettext_lazy("last used"), null=True)

    class Meta:
        verbose_name = gettext_lazy("session")
        verbose_name_plural = gettext_lazy("sessions")

    def __str__(self):
        return self.device  # not the secret key, as Django does

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def device(self):
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % {"browser": self.browser, "system": self.system}
        return self.browser or self.system or _("Unknown browser")


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        for name in COLUMNS:
            setattr(session, name, data.get(name, ""))
        if "seen" in data:
            session.seen_at = datetime.fromtimestamp(data["seen"], UTC)
        return session
