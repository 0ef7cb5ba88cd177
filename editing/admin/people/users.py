"""Users, organisations, contacts, groups and the login log."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangosGroupAdmin
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from modeltranslation.admin import TranslationAdmin

from accounts import second_factor
from accounts.invitation import invite
from accounts.models import Contact, LoginEvent, Membership, Organisation, SecondFactorRule, User
from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.filters import RelatedOnlyFilter
from editing.admin.forms.history import HistoryAdmin
from editing.admin.forms.languages import in_languages
from editing.admin.forms.rights import DeskInlineMixin
from editing.admin.people.inviting import TOO_MANY_LINKS, PeopleInline, invite_new, language_field
from editing.admin.pictures.photos import PortraitAdminMixin, portrait_fieldset
from editing.admin.release.publishable_form import ConstraintFormMixin


class UserForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {"user_email_unique_whatever_case": "email"}

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups"]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.instance in User.objects.last_administrator():
            words = _("This is the last administrator. Make somebody else an administrator before.")
            for name in ("is_superuser", "is_active", "is_staff"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, words)
        return cleaned


class InvitationForm(UserForm):
    """A new user gets no password but a link to set one."""

    language = language_field()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class OrganisationForm(forms.ModelForm):
    def clean(self):
        """Allow one administration per area; other organisations may work for it as well."""
        cleaned = super().clean()
        kind, area = cleaned.get("kind"), cleaned.get("area")
        if self.instance.pk is None and kind in {Organisation.Kind.MUNICIPALITY, Organisation.Kind.DISTRICT}:
            there = area and Organisation.objects.filter(kind=kind, area=area).first()
            if there:
                words = _("%(organisation)s works for this area already.")
                self.add_error("area", words % {"organisation": there})
        return cleaned


class MembershipInline(DeskInlineMixin, admin.TabularInline):
    """Roles of a user. For administrators only: users could give themselves any role otherwise."""

    model = Membership
    extra = 1
    autocomplete_fields = ["organisation"]
    verbose_name = _("role in an organisation")
    verbose_name_plural = _("roles: what this person may do, and for whom")

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    has_change_permission = has_delete_permission = has_add_permission


BEYOND_ROLES = _("Rights beyond the roles")


@admin.register(User)
class UserAdmin(DeskAdminMixin, admin.ModelAdmin):
    """Passwords are never typed here: users set them by a link. Without history, for privacy."""

    form = UserForm
    inlines = [MembershipInline]
    list_display = ["name", "email", "is_active", "is_superuser", "invited_at", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ["invited_at", "last_login", "date_joined"]
    actions = ["invite_again", "reset_second_factor"]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            rights = ["is_superuser", "groups"] if request.user.is_superuser else []
            return [
                (None, {"fields": ["email", "name", "language"]}),
                *([(BEYOND_ROLES, {"fields": rights, "classes": ["collapse"]})] if rights else []),
            ]
        return [
            (None, {"fields": ["email", "name", "is_active"]}),
            (BEYOND_ROLES, {"fields": ["is_staff", "is_superuser", "groups"]}),
            (_("Dates"), {"fields": [("invited_at", "last_login", "date_joined")]}),
        ]

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({"form": InvitationForm} if obj is None else {}) | kwargs)

    def get_readonly_fields(self, request, obj=None):
        """Only administrators assign rights."""
        mine = [] if request.user.is_superuser else ["is_staff", "is_superuser", "groups"]
        return [*super().get_readonly_fields(request, obj), *mine]

    def has_change_permission(self, request, obj=None):
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        """On the user's own page only, never by an action on several."""
        if obj is None or obj == request.user or obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            invite_new(request, form.instance, form.cleaned_data["language"])
        if not form.instance.is_superuser and not form.instance.memberships.exists():
            words = _("%(name)s has no role yet and will see an empty administration.")
            self.message_user(request, words % {"name": form.instance}, messages.WARNING)

    @admin.action(description=_("Send the link to set a password again"), permissions=["change"])
    def invite_again(self, request, queryset):
        users = queryset.filter(is_active=True)
        if not request.user.is_superuser:
            users = users.filter(is_superuser=False)
        language = get_language() or settings.LANGUAGE_CODE
        full = [user for user in users if not invite(user, language)]
        count = len(users) - len(full)
        message = ngettext("%(count)s mail goes out.", "%(count)s mails go out.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
        if full:
            names = ", ".join(map(str, full))
            self.message_user(request, TOO_MANY_LINKS % {"names": names}, messages.WARNING)

    def has_reset_permission(self, request):
        """Only administrators: access to the mailbox is sufficient without the second factor."""
        return request.user.is_superuser

    @admin.action(
        description=_("Take away the second factor (phone lost): recovery codes too"), permissions=["reset"]
    )
    def reset_second_factor(self, request, queryset):
        reset = partial(second_factor.reset_second_factor, by=request.user, request=request)
        count = sum(map(reset, queryset))
        message = ngettext(
            "%(count)s account has no second factor any more; a mail tells its owner.",
            "%(count)s accounts have no second factor any more; a mail tells their owners.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)


@admin.register(Organisation)
class OrganisationAdmin(HistoryAdmin):
    """Only administrators create a region organisation: its members edit everyone's objects."""

    form = OrganisationForm
    list_display = ["name", "kind", "area", "email", "website"]
    list_filter = ["kind"]
    search_fields = ["name"]
    autocomplete_fields = ["area"]
    fields = ["name", "kind", "area", "email", "website"]

    def get_inlines(self, request, obj):
        """People are added with a new organisation; later roles are assigned on the user's page."""
        return [] if obj else [PeopleInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("area").defer("area__boundary", "area__outline")

    def get_readonly_fields(self, request, obj=None):
        kind = ["kind"] if obj and not request.user.is_superuser else []
        return [*super().get_readonly_fields(request, obj), *kind]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        field.initial = Organisation.Kind.MUNICIPALITY
        if db_field.name == "kind" and not request.user.is_superuser:
            field.choices = [choice for choice in field.choices if choice[0] != Organisation.Kind.REGION]
        return field

    def construct_change_message(self, request, form, formsets, add=False):
        """Exclude people from the history, for privacy."""
        return super().construct_change_message(request, form, [], add)

    def columns_to_keep(self, request, obj):
        kind = set() if request.user.is_superuser else {"kind"}
        return super().columns_to_keep(request, obj) | kind


@admin.register(Contact)
class ContactAdmin(DeskAdminMixin, PortraitAdminMixin, TranslationAdmin):
    """Personal data, therefore without history."""

    list_display = ["picture", "name", "role", "organisation", "phone", "email", "spoken"]
    list_display_links = ["name"]
    list_filter = [("organisation", RelatedOnlyFilter)]
    list_select_related = ["portrait", "organisation"]
    search_fields = ["name", "email", "phone", "organisation__name"]
    autocomplete_fields = ["organisation", "deputy", *PortraitAdminMixin.autocomplete_fields]

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    *in_languages("role"),
                    "organisation",
                    ("phone", "email"),
                    "deputy",
                    "languages",
                ]
            },
        ),
        portrait_fieldset(),
    ]

    @admin.display(description=_("languages spoken"), ordering="languages")
    def spoken(self, contact):
        return contact.languages.replace(" ", ", ")


ACTION_LABELS = {
    "add": _("Add"),
    "change": _("Change"),
    "delete": _("Delete"),
    "view": pgettext_lazy("right", "View"),
    "release": _("Release"),
}
"""{prefix of a codename: label}"""

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DeskAdminMixin, DjangosGroupAdmin):
    """Shows permissions in the active language: Django stores English names."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.remote_field.model is Permission:
            field.label_from_instance = permission_label
        return field


def permission_label(permission):
    """Return “Artikel: Hinzufügen”; other permissions keep their own name."""
    deed = ACTION_LABELS.get(permission.codename.partition("_")[0], permission.name)
    return f"{capfirst(permission.content_type.name)}: {deed}"


# Keys and codes must not be visible.
for model in (StaticDevice, TOTPDevice, WebAuthnCredential):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(LoginEvent)
class LoginEventAdmin(admin.ModelAdmin):
    """Read-only."""

    list_display = ["at", "kind", "user", "network", "by"]
    list_filter = ["kind"]
    list_select_related = ["user", "by"]
    search_fields = ["user__name", "user__email", "network"]
    date_hierarchy = "at"
    fields = readonly_fields = ["at", "kind", "user", "network", "by"]

    def has_add_permission(self, request, obj=None):
        """Written by the portal only, and deleted after 90 days."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(SecondFactorRule)
class SecondFactorRuleAdmin(admin.ModelAdmin):
    """Roles that require a second factor."""

    list_display = ["role", "is_needed"]
    fields = ["role", "is_needed"]
