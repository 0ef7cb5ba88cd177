"""The picture library: previews, uses, protected deletion, bulk upload."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.forms.widgets import Script
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.formats import localize_input
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.desk_form import form_for_request
from editing.admin.forms.filters import ChoicesFilter
from editing.admin.forms.thumbnails import focal_preview, thumbnail
from editing.admin.pictures.picture_form import CREDIT_FIELDS, PictureForm
from editing.releasing.waiting_list import admin_url
from publishing import permissions_filter
from publishing.checks.pictures import MIN_PHOTO_WIDTH, width_warning
from publishing.models import Picture


class BulkUploadForm(PictureForm):
    """One file with optional common details: each can be described later, before release.

    An identical stored picture is used unchanged, for users who may view it.
    """

    existing_permission = "view"
    picture = lookalike = None

    class Meta:
        model = Picture
        fields = CREDIT_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].required = False

    def use_picture(self, picture):
        self.picture = picture

    def warn_about_lookalike(self, picture, lookalike):
        self.lookalike = lookalike


def upload_view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = form_for_request(BulkUploadForm, request)(request.POST, request.FILES)
    status = 200 if form.is_valid() else 422
    context = {
        "form": form,
        "row": form.picture and photo_row_context(form.picture),
        "width_hint": form.picture and width_warning(form.picture, MIN_PHOTO_WIDTH, _("The picture")),
        "lookalike": form.lookalike and photo_row_context(form.lookalike),
    }
    return render(request, "admin/_uploaded_photo.html", context, status=status)


def photo_row_context(picture):
    """Return the context of a photo row, with the date in input format."""
    rights_until = localize_input(picture.rights_until) if picture.rights_until else ""
    return {"picture": picture, "rights_until": rights_until}


class RightsFilter(ChoicesFilter):
    title = _("rights")
    parameter_name = "rights"
    narrowing = {
        "missing": (_("ended, and missing on the site"), lambda rows: rows.missing()),
        "ended": (_("ended"), lambda rows: rows.filter(rights_until__lt=timezone.localdate())),
        "soon": (_("end within 60 days"), lambda rows: rows.with_rights_ending_soon()),
    }


@admin.register(Picture)
class PictureAdmin(DeskAdminMixin, admin.ModelAdmin):
    form = PictureForm
    pages = [("upload/", upload_view, "upload")]
    list_display = ["preview", "credit", "licence", "rights_until", "size_in_pixels", "uses", "created_at"]
    list_display_links = ["credit"]
    list_filter = [RightsFilter, "is_sample"]
    readonly_fields = ["focal_preview", "used_by", "size_in_pixels", "is_sample"]
    search_fields = ["credit", "licence"]
    date_hierarchy = "created_at"
    list_per_page = 48

    class Media:
        js = [Script("js/elements/admin-focal-point.js", type="module")]

    def get_fieldsets(self, request, obj=None):
        shown = ["focal_preview"] if obj else ["upload"]
        fields = [*shown, "credit", "licence", "rights_until", ("focal_x", "focal_y")]
        use = (_("Where it is used"), {"fields": ["used_by", "size_in_pixels", "is_sample"]})
        return [(None, {"fields": fields}), *([use] if obj else [])]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(use_count=use_count())

    def get_object(self, request, object_id, from_field=None):
        picture = super().get_object(request, object_id, from_field)
        if picture:
            picture.viewer = request.user  # for `used_by`, which gets no request
        return picture

    @admin.display(description=_("picture"))
    def preview(self, picture):
        return thumbnail(picture)

    @admin.display(description=_("preview"))
    def focal_preview(self, picture):
        return focal_preview(picture)

    @admin.display(description=_("size"))
    def size_in_pixels(self, picture):
        size = f"{picture.width} × {picture.height} px"
        return size if picture.has_variants else _("%(size)s, smaller sizes are being made") % {"size": size}

    @admin.display(description=_("used"), ordering="use_count")
    def uses(self, picture):
        return picture.use_count

    @admin.display(description=_("used by"))
    def used_by(self, picture):
        owners = list(picture_owners(picture))
        if not owners:
            return _("Nothing shows this picture; it may be deleted.")
        may = partial(permissions_filter.has_permission, picture.viewer, "view")
        seen = [owner for owner in owners if may(type(owner), owner)]
        lines = [format_html("{}: {}", owner._meta.verbose_name, object_link(owner)) for owner in seen]
        if others := len(owners) - len(seen):
            words = ngettext("and %(count)s entry of others", "and %(count)s entries of others", others)
            lines.append(words % {"count": others})
        rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
        return format_html("<ul class='admin-uses'>{}</ul>", rows)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(obj.delete_files)

    def delete_queryset(self, request, queryset):
        for picture in queryset:
            self.delete_model(request, picture)


def use_count():
    total = Value(0)
    for relation in Picture._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        counted = rows.order_by().values(relation.field.name).annotate(number=Count("pk")).values("number")
        total = total + Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return total


def picture_owners(picture):
    """Yield the objects whose photo or portrait the picture is."""
    for relation in Picture._meta.related_objects:
        for row in relation.related_model._base_manager.filter(**{relation.field.name: picture}):
            owner_field = getattr(row, "owner_field", None)
            yield getattr(row, owner_field) if owner_field else row


def object_link(obj):
    try:
        return format_html('<a href="{}">{}</a>', admin_url(obj, "change"), obj)
    except NoReverseMatch:
        return str(obj)
