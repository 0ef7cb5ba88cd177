"""Process uploaded files before the transaction of the form (docs/adr/0054).

The transaction holds the write lock, and decoding a photo takes about a second. So files are processed first, and the
result or the error is cached with the file, from which the form takes it.
"""

from contextlib import suppress

from django.contrib.gis.db.models import MultiPolygonField
from django.core.exceptions import ValidationError

from publishing import documents
from regions.widgets import MapWidget


def prepare_document(file):
    documents.validate_content(file)
    documents.clean_upload(file)


def prepare_files(model_admin, request, permission, object_id=None):
    """Process the files of a form submitted by a user with this permission; call it before a transaction begins.

    The form and those of its rows may define `prepared`: {field name: function of the file}. A ValidationError is
    ignored here: the form will raise it again. Inlines may define `prepare_stored(object_id)` for files stored already.
    """
    if request.method != "POST" or not permission(request):
        return
    for field in model_admin.model._meta.fields:
        if isinstance(field, MultiPolygonField):
            # A boundary file is read once; the result is cached with the upload.
            widget = MapWidget({"geom_type": field.geom_type})
            widget.value_from_datadict(request.POST, request.FILES, field.name)
    inlines = model_admin.get_inlines(request, None)
    works = {}
    for form in (model_admin.form, *(inline.form for inline in inlines)):
        works |= getattr(form, "prepared", {})
    for name, files in request.FILES.lists():
        if work := works.get(name.rpartition("-")[2]):
            for file in files:
                with suppress(ValidationError):
                    work(file)
    for inline in inlines if object_id else ():
        if stored := getattr(inline, "prepare_stored", None):
            stored(object_id)
