"""Views shared by all apps: the detail page of a Publishable, and picture files."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.generic import DetailView, View

from caching.fragments import cached_in_process
from caching.pages import SharedPageMixin
from publishing.models import Picture
from publishing.refusals import may_view

# Shared caches may serve a withdrawn picture, or one whose rights have ended, for an hour at most; then they revalidate
# by ETag.
PICTURE_CACHE_CONTROL = "public, max-age=3600"


class Gone(Exception):
    """The object was public once and no longer is."""


class PublishedDetailView(SharedPageMixin, DetailView):
    """The detail page of a Publishable.

    Visitors get 404 for what was never public and 410 for what no longer is; staff with permission get a preview. Only
    then the user matters, so pages of published objects never touch the session. Subclasses set `compiled_query` or
    `queryset`, unfiltered by publication; `get_object` may raise Gone for a deleted object. `gone_template` and
    `gone_context()` make the 410 page.
    """

    compiled_query = None
    gone_template = "410.html"

    def get(self, request, *args, **kwargs):
        try:
            self.object = self.get_object()
            is_preview = self.is_preview()
        except Gone:
            return TemplateResponse(request, self.gone_template, self.gone_context(), status=410)
        response = self.show(is_preview=is_preview)
        if is_preview:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def get_object(self, queryset=None):
        if self.compiled_query is None:
            return super().get_object(queryset)
        try:
            return self.compiled_query.get(self.kwargs[self.compiled_query.field])
        except ObjectDoesNotExist:
            raise Http404 from None

    def is_preview(self):
        """Whether the object is not public but visible to this user (True) or by a preview link (the Preview).

        Raises Http404 or Gone if the user may not see it.
        """
        if self.object.is_published():
            return False
        if may_view(self.request, self.object):
            return getattr(self.request, "preview", True)
        if self.object.has_been_public():
            raise Gone
        raise Http404

    def show(self, **context):
        """Return the response for those who may see the object."""
        return self.render_to_response(self.get_context_data(object=self.object, **context))

    def get_context_data(self, **kwargs):
        """Add the canonical URL of an untranslated page: the German one."""
        context = super().get_context_data(content_languages=self.object.translated_into, **kwargs)
        if not self.object.is_translated:
            with translation.override(settings.LANGUAGE_CODE):
                context["canonical_url"] = settings.SITE_URL + self.object.get_absolute_url()
        return context

    def gone_context(self):
        """Return the context of `gone_template`. `self.object` need not exist."""
        return {}


class PictureFileView(View):
    """`bilder/<folder>/<name>`: a picture or one of its variants; visitors need a published object that shows it.

    The content under a name never changes, so the name serves as ETag.
    """

    def get(self, request, folder, name):
        picture = Picture.objects.filter(sha256__startswith=folder).first()
        if picture is None:
            raise Http404
        is_public = cached_in_process(f"picture:{picture.pk}", None, picture.is_published)
        if not is_public and not may_view(request, picture):
            raise Http404
        return picture_response(
            request, folder, name, PICTURE_CACHE_CONTROL if is_public else "private, no-store"
        )


def picture_response(request, folder, name, caching):
    """Return the file of a picture, or 304. Raises Http404 if there is none."""
    path = Path(default_storage.path(f"bilder/{folder}/{name}"))
    if not path.is_file():
        raise Http404
    etag = quote_etag(f"{folder}-{name}")
    response = get_conditional_response(request, etag=etag) or FileResponse(path.open("rb"))
    response["ETag"] = etag
    response["Cache-Control"] = caching
    return response
