"""Files are worked on before the transaction of the form that takes them (docs/adr/0054).

Nobody else can write as long as a form is being saved, and to decode a photo takes about a second. So what a form would
find out about a file is found out first, and stays with the file; the form then takes the finished result, or the
refusal, and says it beside its field.
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
    """Before what begins a transaction, of a form that is sent by a user with this permission.

    The form and those of its rows may say what is `prepared`: {name of a field: what is done with the file that was
    sent for it}. What that raises as ValidationError the form will find again. Rows that are stored, or wait, of the
    object with this id may have `prepare_stored`.
    """
    if request.method != "POST" or not permission(request):
        return
    for field in model_admin.model._meta.fields:
        if isinstance(field, MultiPolygonField):
            # A boundary file is read once; the result stays with the upload.
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
