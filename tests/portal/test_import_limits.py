"""A page of import says how large its file may be, as it is."""

import pytest
from django.utils import translation

from editing.admin.redirects import RedirectImportForm
from importing.uploading import ImportForm
from regions.landmark_import import LandmarkImportForm


@pytest.mark.parametrize("form", [LandmarkImportForm, RedirectImportForm])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_help_of_a_file_names_the_limit_that_holds(form, language):
    with translation.override(language):
        assert f" {form.max_megabytes} MB" in str(form.file_help).replace("\N{NO-BREAK SPACE}", " ")
    assert issubclass(form, ImportForm)
