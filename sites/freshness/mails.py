"""The mails about checks: to a contact, their deputy or the region's office, all their objects in one."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.office import region_office
from mailing import outbox
from mailing.stable_tokens import stable_token
from sites.freshness.links import link_to
from sites.models.check_rules import Stage
from sites.pool.presenting import place

MOST_URGENT_FIRST = (Stage.GONE, Stage.REGION, Stage.DEPUTY, Stage.SECOND, Stage.DUE, Stage.ALONG)
"""The order of a mail's sections; the first gives the words of the subject."""

NOTHING_SPECIAL = (Stage.DUE, Stage.ALONG)
"""Objects of these are simply to be checked: where nothing is more urgent, the subject counts them together."""


def post_request(asked, lines, at):
    """Post the mail of a request. lines: (space, stage) of each object. The transaction undone, it was never posted."""
    sections = []
    for stage in MOST_URGENT_FIRST:
        spaces = [line_of(asked, space, at) for space, own in lines if own == stage]
        if spaces:
            sections.append({"stage": stage.value, "lines": spaces})
    first = sections[0]["stage"]
    told = len(lines) if first in NOTHING_SPECIAL else len(sections[0]["lines"])
    subject, body = compose(
        "request",
        asked=asked,
        sections=sections,
        count=len(lines),
        first=first,
        told=told,
        more=len(lines) - told,
        link=link_to(asked),
        expires_on=asked.expires_on,
    )
    outbox.post(
        to=address_of(asked.recipient),
        subject=subject,
        body=body,
        key=f"check-{stable_token(asked, 'posted_at')}",
    )


def address_of(recipient):
    """Of a contact, or of the region's office for None."""
    return recipient.email if recipient else region_office()[1]


def line_of(asked, space, at):
    """What a mail says of an object. `contact` is whose it is, told to everybody else."""
    return {
        "space": space,
        "place": place(space),
        "is_off": space.is_stale(at),
        "contact": space.contact if space.contact_id != asked.recipient_id else None,
    }


def report(kept):
    """Subject and text of the mail about a reported change."""
    path = reverse("admin:sites_reportedchange_change", args=[kept.pk])
    subject, body = compose("report", report=kept, space=kept.space, admin_url=settings.SITE_URL + path)
    return {"subject": subject, "body": body}


def compose(name, **context):
    """(subject, text) in the language of the administration."""
    context["site_url"] = settings.SITE_URL
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"sites/freshness/mail/{name}_subject.txt", context)
        body = render_to_string(f"sites/freshness/mail/{name}.txt", context)
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
