"""Files that came with a change, to be read before it is released. They are named by the change, so nobody reaches any
other by this address.
"""

from pathlib import PurePath
from urllib.parse import urlencode

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect

from editing.releasing import steps
from editing.releasing.files import new_files


def files_of_change(model_admin, obj, change):
    """[{"name", "url"}]"""
    address = model_admin.url_of("reviewfile", obj.pk)
    return [
        {"name": PurePath(name).name, "url": f"{address}?{urlencode({'name': name})}"}
        for name in new_files(change)
    ]


def reviewfile_view(model_admin, request, object_id):
    obj = model_admin.object_for(request, object_id, model_admin.has_view_permission)
    change = steps.unfinished_change(obj)
    name = request.GET.get("name")
    if change is None or not name:
        return HttpResponseRedirect(model_admin.url_of("review", obj.pk))
    if name not in new_files(change) or not default_storage.exists(name):
        raise Http404
    file = default_storage.open(name)
    return FileResponse(file, as_attachment=True, content_type="application/octet-stream")
