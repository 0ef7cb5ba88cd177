"""A demo region that somebody has tried things with, and what every table holds."""

from datetime import timedelta

import reversion
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Contact, User
from accounts.models.session import SessionStore
from editing.history import DELETED, recorded_revision
from editing.models import PendingChange, PreviewLink, ReleaseStep
from mailing.models import OutgoingMail
from news.models import Article
from sites.models import CheckRequest, Hall, Plot
from sites.tasks import measure_distances


def contents():
    """The rows of every table. Those of SpatiaLite are none of ours, and that something changed is no content."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.app_label not in {"gis", "caching"}
    }


def use_the_demo(var):
    """What is left behind when somebody tries what can be done."""
    admin, editor = (
        User.objects.get(email="admin@example.org"),
        User.objects.get(email="bearbeitung@example.org"),
    )
    article, plot = Article.objects.published().first(), Plot.objects.first()
    article.slug = "umbenannt"
    article.save()
    with recorded_revision(plot, "Tried"):
        plot.name_de = "Umbenannt"
        plot.save()
        plot.documents.create(title="Plan", file=ContentFile(b"%PDF-1.4", "plan.pdf"))
    PreviewLink.objects.create(thing=article, created_by=admin, expires_at=timezone.now() + timedelta(days=1))
    LogEntry.objects.create(
        user=admin, content_type=ContentType.objects.get_for_model(plot), object_id=plot.pk, action_flag=2
    )
    change = PendingChange.objects.create(
        target=plot, author=editor, base_version=1, base={}, snapshot={}, handed_in_at=timezone.now()
    )
    ReleaseStep.objects.create(target=plot, step="handed_in", change=change, user=editor, at=timezone.now())
    thrown_away = Hall.objects.first()
    with reversion.create_revision():
        reversion.set_comment(DELETED)
        reversion.add_to_revision(thrown_away)
    thrown_away.delete()
    contact = Contact.objects.exclude(email="").first()
    OutgoingMail.objects.create(message_id="<1@x>", to=contact.email, subject="Bitte prüfen", body="…")
    CheckRequest.objects.create(posted_on=timezone.localdate())
    session = SessionStore()
    session["_auth_user_id"] = str(admin.pk)
    session.create()
    measure_distances.enqueue(["airport"])
    cached = var / "cache" / "exposes" / "0.pdf"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"%PDF")
