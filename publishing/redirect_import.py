from django.utils.translation import gettext_lazy as _

from importing.uploading import ImportForm
from publishing.importing import import_redirects
from publishing.models import Redirect


class RedirectImportForm(ImportForm):
    model = Redirect
    file_help = _(
        "CSV with two columns, “old” and “new”, divided by semicolon, comma or tab, in UTF-8 or as Excel writes "
        "it. Old: an address of the former site such as /index.php?id=12, with or without its host. New: an "
        "address of this site, the number of an object, or 410 for what is gone for good. At most 2 MB."
    )

    def take(self, dry_run):
        return import_redirects(self.cleaned_data["content"], dry_run=dry_run)
