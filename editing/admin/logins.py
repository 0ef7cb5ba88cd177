"""The list of logins, to be read only, and which roles need a second factor.

Nobody may look at the keys and codes themselves: the tables of the library have no page here.
"""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts.models import LoginEvent, SecondFactorRule

for model in (StaticDevice, TOTPDevice, WebAuthnCredential):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(LoginEvent)
class LoginEventAdmin(admin.ModelAdmin):
    list_display = ["at", "kind", "user", "network", "by"]
    list_filter = ["kind"]
    list_select_related = ["user", "by"]
    search_fields = ["user__name", "user__email", "network"]
    date_hierarchy = "at"
    fields = readonly_fields = ["at", "kind", "user", "network", "by"]

    def has_add_permission(self, request, obj=None):
        """Written by the portal alone, and erased after 90 days."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(SecondFactorRule)
class SecondFactorRuleAdmin(admin.ModelAdmin):
    list_display = ["role", "is_needed"]
    fields = ["role", "is_needed"]
