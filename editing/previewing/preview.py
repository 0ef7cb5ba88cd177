"""Render pages of unpublished entries as a visitor would see them (docs/adr/0044).

A page is rendered by its own view, from a request with a `preview` attribute; permission is checked as usual in
`refusals.may_look`.
"""

import copy
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from urllib.parse import urldefrag

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Case, Q, Value, When
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path

from editing.comparing import field_label
from editing.comparing.snapshots import row_models
from editing.models import PendingChange, PreviewLink
from editing.previewing.layers import missing_fields
from mailing.stable_tokens import find_by_token, stable_token
from publishing.models import Picture, PicturePlacement, Publishable
from publishing.querysets import is_published

SIGNER = signing.Signer(salt="publishing.preview")
RETENTION = timedelta(days=90)
"""An expired link reports its expiry for this long; then its row is deleted."""


@dataclass(frozen=True)
class Preview:
    """What a request may view besides public content: `thing`, its pictures and files.

    `base`: path below which links of the page stay in the preview; empty for staff, who may follow them.
    """

    thing: Publishable
    base: str = ""
    expires_at: datetime | None = None
    is_settled: bool = False
    """Whether it was to show a pending change, but there is none any more."""
    change: PendingChange | None = None
    """The pending change that is applied to `thing`."""
    is_unsaved: bool = False
    """Whether it shows an unsaved form; the following fields are only for these."""
    faults: list = field(default_factory=list)
    """The editing.form_faults of values that cannot be used as typed."""
    later: list = field(default_factory=list)
    """Labels of file fields that are shown only once saved."""
    language: str = field(default_factory=translation.get_language)
    """Language of the admin, for the texts in these lists."""

    @property
    def lacking(self):
        """Labels of empty fields without which the page cannot be rendered."""
        return [field_label(each) for each in missing_fields(self.thing)]

    def shows(self, obj):
        if isinstance(obj, Picture):
            return obj.is_licensed() and obj.pk in self.pictures()
        return obj._meta.concrete_model is self.thing._meta.concrete_model and obj.pk == self.thing.pk

    def pictures(self):
        """Yield the keys of pictures shown by its rows or by related objects, such as its contact."""
        for model in row_models(type(self.thing)).values():
            if issubclass(model, PicturePlacement):
                rows = model._base_manager.filter(**{model.owner_field: self.thing.pk})
                yield from rows.values_list("picture", flat=True)
        for named in self.thing._meta.concrete_fields:
            if named.is_relation and (thing := getattr(self.thing, named.name, None)):
                fields = thing._meta.concrete_fields
                yield from (getattr(thing, each.attname) for each in fields if each.related_model is Picture)


def shows_change(request):
    """Return whether the page is rendered with a pending change (editing.previewing.responses)."""
    return getattr(getattr(request, "preview", None), "change", None) is not None


def with_previewed(request, queryset):
    """Return the published objects of a list without detail pages, preceded by the previewed one."""
    preview = getattr(request, "preview", None)
    if preview is None or preview.thing._meta.concrete_model is not queryset.model._meta.concrete_model:
        return queryset.published()
    is_it = Q(pk=preview.thing.pk)
    first = Case(When(is_it, then=Value(0)), default=Value(1))
    return queryset.filter(is_published() | is_it).order_by(first, *queryset.model._meta.ordering)


def page_paths(thing):
    """Return {language: path of its page}."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = urldefrag(thing.get_absolute_url()).url
    return found


def render_page(request, path, preview):
    """Render `path` for a visitor who may view what `preview` shows. Raises Http404."""
    inner = visitor_request(request, path, preview)
    code = get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(code):
        inner.resolver_match = resolve(path)
        view, args, kwargs = inner.resolver_match
        response = view(inner, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
    response.headers.setdefault("Content-Language", code)
    response.cookies.clear()
    return response


def visitor_request(request, path, preview):
    """Return a GET request for `path` by an anonymous visitor with the preview."""
    inner = copy.copy(request)
    inner.method, inner.POST, inner.path, inner.path_info = "GET", QueryDict(), path, path
    inner.META = {**request.META, "REQUEST_METHOD": "GET", "HTTP_COOKIE": ""}
    inner.COOKIES, inner.user = {}, AnonymousUser()
    inner.session = import_module(settings.SESSION_ENGINE).SessionStore()
    inner.preview = preview
    return inner


def belongs_to_preview(path, preview):
    """Return whether `path` is a page, picture or file of the previewed object."""
    if path.startswith((*page_paths(preview.thing).values(), f"{settings.MEDIA_URL}bilder/")):
        return True
    try:
        with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
            view = resolve(path).func
    except Resolver404:
        return False
    return getattr(getattr(view, "view_class", None), "is_file_of_a_thing", False)


def rewrite_links(html, preview):
    """Rewrite the page's own links into the preview: only there may the visitor view their targets."""
    pictures = re.escape(f"{settings.MEDIA_URL}bilder/")
    html = re.sub(rf'(?<=[\s",])({pictures})', lambda match: preview.base + match[1].lstrip("/"), html)

    def link(match):
        path = match[2]
        inside = belongs_to_preview(path, preview)
        return f"{match[1]}{preview.base}{path.lstrip('/')}" if inside else match[0]

    return re.sub(r'(<a\b[^>]*?\shref=")(/[^"#?]*)', link, html)


# --- Links


def link_token(link):
    return SIGNER.sign(stable_token(link, "created_at"))


def link_url(link):
    return settings.SITE_URL + reverse("preview:link", kwargs={"token": link_token(link)})


def find_link(token):
    """Return the PreviewLink of a token, working or not; None for an invalid token or a deleted link."""
    try:
        return find_by_token(
            PreviewLink.objects.select_related("created_by", "content_type"),
            SIGNER.unsign(token),
            "created_at",
        )
    except (signing.BadSignature, PreviewLink.DoesNotExist):
        return None


def purge_links(at=None):
    """Delete links that expired long ago. A periodic duty."""
    return PreviewLink.objects.filter(expires_at__lte=(at or timezone.now()) - RETENTION).delete()[0]
