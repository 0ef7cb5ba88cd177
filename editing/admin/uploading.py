"""Many pictures at once: each file is sent by itself, and answered with a piece of HTML (docs/adr/0014)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.formats import localize_input
from django.utils.translation import gettext as _

from editing.admin.desk_form import for_whom
from editing.admin.picture_form import ABOUT, PictureForm
from publishing.checks.pictures import PHOTO_PX, words_of_width
from publishing.models import Picture


class OneOfManyForm(PictureForm):
    """One file with what was said once for all, if anything was: each can be described later, before it is released.

    What is there already is taken as it is, for users who may see it.
    """

    right = "view"
    picture = lookalike = None

    class Meta:
        model = Picture
        fields = ABOUT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].required = False

    def take(self, picture):
        self.picture = picture

    def tell_lookalike(self, picture, lookalike):
        self.lookalike = lookalike


def upload_view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = for_whom(OneOfManyForm, request)(request.POST, request.FILES)
    status = 200 if form.is_valid() else 422
    context = {
        "form": form,
        "row": form.picture and row_of(form.picture),
        "width_hint": form.picture and words_of_width(form.picture, PHOTO_PX, _("The picture")),
        "lookalike": form.lookalike and row_of(form.lookalike),
    }
    return render(request, "admin/_uploaded_photo.html", context, status=status)


def row_of(picture):
    """What a row of photos says of the picture, the date as a person would type it."""
    rights_until = localize_input(picture.rights_until) if picture.rights_until else ""
    return {"picture": picture, "rights_until": rights_until}
