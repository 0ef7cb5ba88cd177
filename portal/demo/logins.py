"""Logins to try the administration with. They exist only where nobody but this machine can reach the portal."""

import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.models import Membership, Organisation, User

EDITORS = "Redaktion"
FILE_NAME = "demo-logins.txt"
CONTENT_APPS = ("news", "quotes", "sites", "projects", "publishing")
CONTENT_MODELS = (("portal", ("page", "siteprofile", "figure")), ("accounts", ("contact", "organisation")))
ROWS = ("photo", "offer", "utility", "spacedistance", "spacedocument", "figure")


def login_file():
    return settings.VAR_DIR / FILE_NAME


def create_logins():
    """An administrator and an editor with random passwords: [(role, e-mail, password)]. Existing ones stay."""
    if not settings.IS_LOOPBACK:
        return []
    logins = []
    for role, name, email, superuser in (
        ("Administrator", "Administration", "admin@example.org", True),
        ("Editor", "Redaktion", "redaktion@example.org", False),
    ):
        if User.objects.filter(email__iexact=email).exists():
            continue
        password = secrets.token_urlsafe(12)
        make = User.objects.create_superuser if superuser else User.objects.create_user
        user = make(email, password, name=f"{name} (Demo)", is_sample=True)
        if not superuser:
            user.groups.add(editors())
            join_region(user)
        logins.append((role, email, password))
    if logins:
        keep(logins)
    return logins


def editors():
    """The group that may see, add and change all content, and delete the rows of an object (a photo, an offer)."""
    group, created = Group.objects.get_or_create(name=EDITORS)
    if created:
        group.permissions.set(Permission.objects.filter(may_edit_content()))
    return group


def may_edit_content():
    content = Q(content_type__app_label__in=CONTENT_APPS)
    for app, models in CONTENT_MODELS:
        content |= Q(content_type__app_label=app, content_type__model__in=models)
    actions = (
        Q(codename__startswith="view_") | Q(codename__startswith="add_") | Q(codename__startswith="change_")
    )
    rows = Q()
    for row in ROWS:
        rows |= Q(codename__startswith="delete_", codename__endswith=row)
    return (content & (actions | rows)) | Q(content_type__app_label="regions", codename__startswith="view_")


def join_region(user):
    region = Organisation.objects.filter(kind=Organisation.Kind.REGION).order_by("pk").first()
    if region:
        Membership.objects.create(user=user, organisation=region, role=Membership.Role.REVIEWER)


def keep(logins):
    """Write the logins to a file that only its owner can read."""
    path = login_file()
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.writelines(f"{role}: {email}  {password}\n" for role, email, password in logins)


def remove_logins():
    """Take the demo's users and their file away, and the editors' group when nobody else is in it."""
    users = User.objects.filter(is_sample=True)
    removed = users.count()
    users.delete()
    login_file().unlink(missing_ok=True)
    Group.objects.filter(name=EDITORS, user=None).delete()
    return removed
