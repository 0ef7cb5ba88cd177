"""Media files: what belongs to unpublished things is served only to those who may see it."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils._os import safe_join
from django.views.generic import View

from publishing.models import Picture


class PictureFileView(View):
    """`bilder/<hash>/<file>`: the picture or one of its variants; visitors need a published object that shows it."""

    def get(self, request, folder, name):
        picture = Picture.objects.filter(sha256__startswith=folder).first()
        if picture is None:
            raise Http404
        public = Picture.objects.published().filter(pk=picture.pk).exists()
        if not public and not request.user.is_staff:
            raise Http404
        try:
            file = open(safe_join(settings.MEDIA_ROOT, "bilder", folder, name), "rb")  # noqa: SIM115 (FileResponse closes it)
        except (FileNotFoundError, IsADirectoryError):
            raise Http404 from None
        response = FileResponse(file)
        response["Cache-Control"] = "public, max-age=86400" if public else "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
