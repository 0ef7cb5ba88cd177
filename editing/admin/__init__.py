"""What the administration of every publishable thing shares; also registers pictures, redirects, people and logins."""

from editing.admin import account_notices, groups, logins, notices, people, pictures, redirects  # noqa: F401  (registered)
from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.desk import DeskAdminMixin
from editing.admin.history import HistoryAdmin
from editing.admin.kept_files import KeptFileForm
from editing.admin.languages import in_languages, languages_of
from editing.admin.photos import PhotoInline, PortraitAdminMixin
from editing.admin.rights import DeskInlineMixin
from editing.admin.slugs import SlugFormMixin
from editing.admin.stewards import StewardFormMixin
from editing.admin.thumbnails import thumbnail
from editing.admin.versions import ConstraintFormMixin, PublishableForm

__all__ = [
    "WORKFLOW_FIELDSET",
    "ConstraintFormMixin",
    "DeskAdminMixin",
    "DeskInlineMixin",
    "HistoryAdmin",
    "KeptFileForm",
    "PhotoInline",
    "PortraitAdminMixin",
    "PublishableAdmin",
    "PublishableForm",
    "SlugFormMixin",
    "StewardFormMixin",
    "in_languages",
    "languages_of",
    "thumbnail",
]
