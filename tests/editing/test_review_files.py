"""A file that waits with a change is saved by the browser, never shown."""

from types import SimpleNamespace as Given

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from editing.admin.release import reviewing


def test_a_file_of_a_change_is_saved_by_the_browser(monkeypatch):
    name = default_storage.save("dokumente/plan.html", SimpleUploadedFile("plan.html", b"<script>"))
    monkeypatch.setattr(reviewing.steps, "unfinished_change", lambda obj: "change")
    monkeypatch.setattr(reviewing, "new_files", lambda change: {name: (), "dokumente/lost.pdf": ()})
    model_admin = Given(get_permitted_object=lambda *args: Given(pk=7), has_view_permission=None)

    def asked(name):
        return reviewing.reviewfile_view(model_admin, Given(GET={"name": name}), "7")

    answer = asked(name)
    assert [answer[header] for header in ("Content-Type", "Content-Disposition")] == [
        "application/octet-stream",
        'attachment; filename="plan.html"',
    ]
    for other in ("dokumente/lost.pdf", "dokumente/other.pdf"):
        with pytest.raises(Http404):
            asked(other)
