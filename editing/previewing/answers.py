"""What previews answer: the pages, pictures and files of a thing, as it is stored or with a change that waits."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect

from editing.models import PendingChange
from editing.previewing.preview import Preview, addresses_of, keep_inside, page, stays_inside
from editing.releasing import steps
from editing.releasing.applying import write
from editing.releasing.dry_run import tried_out
from editing.releasing.states import pictures_in


@dataclass(frozen=True)
class PreviewOfChange(Preview):
    """`thing` bears the change; `wanted` is the state that would be public after its release."""

    change: PendingChange | None = None
    wanted: dict = field(default_factory=dict)

    def licensed(self, picture):
        write(picture, self.wanted["pictures"].get(str(picture.pk), {}))
        return super().licensed(picture)

    def has_placed(self, picture):
        return any(key == picture.pk for *_place, key in pictures_in(self.wanted))


def answer_with_change(request, inner, obj, change, base, expires_at=None):
    """The answer below `base` as it would be once `change` to `obj` is released. Raises Http404 and Unfitting."""
    wanted = steps.merged(obj, change).state
    if is_picture(inner):  # no page is made of it, so nothing need be stored for it
        write(obj, wanted["fields"])
        return answer(request, inner, PreviewOfChange(obj, base, expires_at, change=change, wanted=wanted))
    with tried_out(obj, wanted) as thing:
        return answer(request, inner, PreviewOfChange(thing, base, expires_at, change=change, wanted=wanted))


def is_picture(inner):
    return f"/{inner.lstrip('/')}".startswith(f"{settings.MEDIA_URL}bilder/")


def answer(request, inner, preview):
    """The answer below `preview.base`; what the preview has nothing to add to is sent out. Raises Http404."""
    path = path_of(inner, preview.thing)
    if not stays_inside(path, preview):
        return HttpResponseRedirect(path)
    return inside(page(request, path, preview), preview)


def path_of(inner, thing):
    """`inner` is empty, the code of a language, or the path of something that belongs to the thing."""
    addresses = addresses_of(thing)
    if not inner:
        return addresses[settings.LANGUAGE_CODE]
    return addresses.get(inner.strip("/")) or f"/{inner.lstrip('/')}"


def inside(response, preview):
    if 300 <= response.status_code < 400 and "Location" in response:
        path = urlsplit(response["Location"]).path
        if stays_inside(path, preview):
            response["Location"] = preview.base + path.lstrip("/")
    elif not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        response.content = keep_inside(response.content.decode(response.charset), preview)
    return response
