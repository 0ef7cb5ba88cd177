"""Notices above the facts of a space: preview, off the market, unconfirmed, sample, untranslated."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from formats.templatetags.typography import long_date


@dataclass(frozen=True)
class PageNotice:
    """Arguments of components/notice.html; `tone` is "wait" or empty."""

    title: str
    text: str
    tone: str = ""


def preview_notice(space, is_stale):
    """Return why visitors do not see the page; `is_stale`: only for lack of confirmation."""
    text = _("Visitors do not see this page: the entry is not published.")
    if is_stale:
        text = _("Visitors do not see this page: nobody has confirmed the details since %(day)s.") % {
            "day": long_date(space.data_as_of)
        }
    return PageNotice(_("Preview"), text, "wait")


def page_notices(space, is_preview=False):
    notices = [_market_notice(space), None if is_preview else _unconfirmed_notice(space)]
    if space.is_sample:
        text = _("This entry is a sample that shows what the portal can do.")
        notices.append(PageNotice(_("Sample property"), text))
    if not space.is_translated:
        text = _(
            "The description of this property has not been translated yet. Figures and facts are in English."
        )
        notices.append(PageNotice(_("Text in German only"), text))
    return [notice for notice in notices if notice]


def _market_notice(space):
    if not space.is_on_offer:
        text = _("This property is sold or let. Its page stays for a while; similar ones are listed below.")
        return PageNotice(_("No longer on offer"), text, "wait")
    if space.marketing_status == space.MarketingStatus.RESERVED:
        text = _("Negotiations are under way. Ask the contact to be put on the waiting list.")
        return PageNotice(_("Reserved"), text, "wait")
    return None


def _unconfirmed_notice(space):
    if not space.is_marked_unconfirmed():
        return None
    title = _("Not confirmed since %(day)s") % {"day": long_date(space.data_as_of)}
    text = _(
        "The contact has been asked whether the details are still correct. Please ask before you rely on them."
    )
    return PageNotice(title, text, "wait")
