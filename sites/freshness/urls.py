"""URLs of the links in mails: `…/confirmation/<token>/`. No public page links to them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sites.freshness import views

check_patterns = [
    path(_("confirmation/"), views.NewLinkView.as_view(), name="check_new_link"),
    path(_("confirmation/sent/"), views.NewLinkSentView.as_view(), name="check_new_link_sent"),
    path(_("confirmation/<str:token>/"), views.CheckView.as_view(), name="check"),
    path(_("confirmation/<str:token>/<int:number>/"), views.ChangesView.as_view(), name="check_changes"),
]
