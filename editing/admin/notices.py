"""Dashboard notices: releases, returned changes, ending rights, missing translations, failed mails, locked accounts."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import LoginEvent
from editing.admin.base import PublishableAdmin
from editing.admin.forms.filters import is_untranslated
from editing.admin_registry import registered_admins
from editing.models import PendingChange, ReleaseStep
from editing.releasing.waiting_list import count_entries_to_release
from mailing.models import OutgoingMail
from publishing import permissions_filter
from publishing.dashboard_notices import Notice, Urgency, register_notices
from publishing.models import Picture


@register_notices
def waiting_for_release(user, at):
    count = count_entries_to_release(user)
    words = ngettext(
        "%(count)s entry or change waits for you to release it.",
        "%(count)s entries and changes wait for you to release them.",
        count,
    )
    yield Notice(count, words, reverse("admin:in_review"), Urgency.ASKED)


@register_notices
def own_changes(user, at):
    """Returned changes and new entries, and changes not handed in yet."""
    own = PendingChange.objects.visible_to(user).filter(author=user)
    url = f"{reverse('admin:in_review')}#own"
    count = ReleaseStep.objects.returned_to(user).count()
    words = ngettext(
        "%(count)s of your entries was returned to you with a comment.",
        "%(count)s of your entries were returned to you with a comment.",
        count,
    )
    yield Notice(count, words, url, Urgency.ASKED)
    count = own.filter(state=PendingChange.State.RETURNED).count()
    words = ngettext(
        "%(count)s of your changes was returned to you with a comment.",
        "%(count)s of your changes were returned to you with a comment.",
        count,
    )
    yield Notice(count, words, url, Urgency.ASKED)
    count = own.filter(state=PendingChange.State.KEPT).count()
    words = ngettext(
        "%(count)s of your changes is saved and not handed in yet.",
        "%(count)s of your changes are saved and not handed in yet.",
        count,
    )
    yield Notice(count, words, url, Urgency.ASKED)


@register_notices
def rights_to_pictures(user, at):
    pictures = permissions_filter.editable(Picture.objects.all(), user)
    url = f"{reverse('admin:publishing_picture_changelist')}?rights="
    count = pictures.with_rights_ending_soon(at).count()
    words = ngettext(
        "The rights to %(count)s picture end within 60 days.",
        "The rights to %(count)s pictures end within 60 days.",
        count,
    )
    yield Notice(count, words, f"{url}soon", Urgency.DUE)
    count = pictures.missing(at).count()
    words = ngettext(
        "%(count)s picture left the site: the rights to it have ended.",
        "%(count)s pictures left the site: the rights to them have ended.",
        count,
    )
    yield Notice(count, words, f"{url}missing", Urgency.DUE)


@register_notices
def not_translated(user, at):
    """Released entries only: a draft may still be incomplete."""
    for model, model_admin in registered_admins().items():
        if not isinstance(model_admin, PublishableAdmin):
            continue
        state = model.WorkflowState.PUBLISHED
        released = permissions_filter.editable(model._default_manager.all(), user).filter(
            workflow_state=state
        )
        for code, language in settings.LANGUAGES:
            if code == settings.LANGUAGE_CODE:
                continue
            count = released.filter(is_untranslated(model, code)).order_by().count()
            words = ngettext(
                "%(kind)s: %(count)s released entry is not translated (%(language)s).",
                "%(kind)s: %(count)s released entries are not translated (%(language)s).",
                count,
            )
            named = {
                "kind": capfirst(model._meta.verbose_name_plural),
                "language": _(language),
                "count": "%(count)s",
            }
            url = model_admin.url_of("changelist")
            query = f"?translation=no-{code}&workflow_state__exact={state}"
            yield Notice(count, words % named, url + query)


@register_notices
def mails_failed(user, at):
    count = permissions_filter.editable(OutgoingMail.objects.all(), user).failed().count()
    words = ngettext("%(count)s mail could not be sent.", "%(count)s mails could not be sent.", count)
    url = f"{reverse('admin:mailing_outgoingmail_changelist')}?state=failed"
    yield Notice(count, words, url, Urgency.BROKEN)


@register_notices
def logins_locked(user, at):
    """Of the last day. For administrators only: nobody else may view the list."""
    if not user.is_superuser:
        return
    count = LoginEvent.objects.in_last_day(at).locked().count()
    words = ngettext(
        "%(count)s login was locked after wrong tries within a day.",
        "%(count)s logins were locked after wrong tries within a day.",
        count,
    )
    url = f"{reverse('admin:accounts_loginevent_changelist')}?kind__exact=locked"
    yield Notice(count, words, url, Urgency.BROKEN)
