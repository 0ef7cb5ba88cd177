"""What every room's pages share: one published thing on a page, and the media files that belong to things."""

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

# Pictures stand on many pages and may lie in shared caches. One that is withdrawn, or whose rights have ended, can be
# seen there for an hour at most: afterwards a cache asks again by ETag, and the gate answers.
PICTURE_CACHE_CONTROL = "public, max-age=3600"


class Gone(Exception):
    """The public could see it once and no more."""


class PublishedDetailView(SharedPageMixin, DetailView):
    """The page of one published thing.

    Visitors get 404 for what was never public and 410 for what no longer is; staff see a preview of what lies on their
    own desk. Who asks matters only then, so that pages of published things never touch the session. Subclasses say in
    `things` (a CompiledQuery) or `queryset` what the page shows, without the gate; `get_object` may raise Gone for
    what was deleted. `gone_template` and `gone_context()` make the page of what is gone.
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
        """Whether only staff may see the object now, or everybody with a link to it (then the Preview itself).

        Raises Http404 or Gone for all who may not.
        """
        if self.object.is_published():
            return False
        if may_view(self.request, self.object):
            return getattr(self.request, "preview", True)
        if self.object.has_been_public():
            raise Gone
        raise Http404

    def show(self, **context):
        """The answer to those who may see the object."""
        return self.render_to_response(self.get_context_data(object=self.object, **context))

    def get_context_data(self, **kwargs):
        """Untranslated, it is one page for search engines: the German one."""
        context = super().get_context_data(content_languages=self.object.translated_into, **kwargs)
        if not self.object.is_translated:
            with translation.override(settings.LANGUAGE_CODE):
                context["canonical_url"] = settings.SITE_URL + self.object.get_absolute_url()
        return context

    def gone_context(self):
        """What `gone_template` shows besides the bare fact. `self.object` need not exist."""
        return {}


class PictureFileView(View):
    """`bilder/<folder>/<name>`: a picture or one of its variants; visitors need a published object that shows it.

    A name stands for one content for ever, so a browser that has it need not load it again.
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
    """The file of a picture, or 304, to those who may see it. Raises Http404 where there is none."""
    path = Path(default_storage.path(f"bilder/{folder}/{name}"))
    if not path.is_file():
        raise Http404
    etag = quote_etag(f"{folder}-{name}")
    response = get_conditional_response(request, etag=etag) or FileResponse(path.open("rb"))
    response["ETag"] = etag
    response["Cache-Control"] = caching
    return response
