"""Mails about accounts, sent by the worker.

They do not use the outbox: their links grant access to an account, so they are created when sent and never stored.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from mailing.message import automatic_message

RETRY_MINUTES = (1, 5, 30, 120, 720)


@task
def mail_link(user_id, kind, language, mail_id, attempt=0):
    """Send the link to set a password. `kind` is invitation or password_reset and names the template.

    Tries again five times within a day. The Message-ID is made of `mail_id`, so that a second delivery after a crash
    is recognised as one.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    try:
        compose_mail(user, kind, language, mail_id).send()
    except OSError:  # SMTPException is one
        if attempt >= len(RETRY_MINUTES):
            raise
        later = timezone.now() + timedelta(minutes=RETRY_MINUTES[attempt])
        mail_link.using(run_after=later).enqueue(user_id, kind, language, mail_id, attempt + 1)


def compose_mail(user, kind, language, mail_id):
    with translation.override(language):
        path = reverse(
            "password_reset_confirm",
            kwargs={
                "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
                "token": default_token_generator.make_token(user),
            },
        )
        context = {
            "user": user,
            "link": settings.SITE_URL + path,
            "site_url": settings.SITE_URL,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }
        subject = render_to_string(f"accounts/{kind}_subject.txt", context)
        return automatic_message(
            subject=" ".join(subject.split()),
            body=render_to_string(f"accounts/{kind}_email.txt", context),
            to=[user.email],
            headers={"Message-ID": f"<{kind}-{mail_id}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
