"""Demo logins, one for each role. Created only if the portal listens on loopback."""

import os
import secrets

from django.conf import settings

from accounts.models import LoginEvent, Membership, User
from portal.demo import people

FILE_NAME = "demo-logins.txt"
MUNICIPALITY = "leipzig"
LOGINS = (
    # label of the role, name, e-mail address, organisation (key in organisations.json), role
    ("Administrator", "Administration", "admin@example.org", None, None),
    ("Region staff", "Regionalbüro", "region@example.org", "region", Membership.Role.REVIEWER),
    ("Newsroom", "Redaktion", "redaktion@example.org", "region", Membership.Role.NEWSROOM),
    ("Reviewer", "Freigabe", "freigabe@example.org", MUNICIPALITY, Membership.Role.REVIEWER),
    ("Editor", "Bearbeitung", "bearbeitung@example.org", MUNICIPALITY, Membership.Role.EDITOR),
)


def login_file():
    return settings.VAR_DIR / FILE_NAME


def create_logins():
    """Create missing logins with random passwords; return [(role, e-mail, password)]."""
    if not settings.IS_LOOPBACK:
        return []
    logins, organisations = [], people.organisations_by_key()
    for words, name, email, key, role in LOGINS:
        if User.objects.filter(email__iexact=email).exists():
            continue
        password = secrets.token_urlsafe(12)
        make = User.objects.create_user if role else User.objects.create_superuser
        user = make(email, password, name=f"{name} (Demo)", is_sample=True)
        if role:
            Membership.objects.create(user=user, organisation=organisations[key], role=role)
        logins.append((words, email, password))
    if logins:
        append_to_login_file(logins)
    return logins


def append_to_login_file(logins):
    """Add the logins to a file with mode 600."""
    path = login_file()
    earlier = path.read_text() if path.exists() else ""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(earlier)
        file.writelines(f"{role}: {email}  {password}\n" for role, email, password in logins)


def remove_logins():
    """Delete the demo's users and their file; return how many."""
    users = User.objects.filter(is_sample=True)
    removed = users.count()
    LoginEvent.objects.filter(user__in=users).delete()
    users.delete()
    login_file().unlink(missing_ok=True)
    return removed
