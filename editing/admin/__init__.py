"""What the administration of every publishable thing shares; also registers pictures, redirects, people and logins."""

from editing.admin import account_notices, logins, notices, people, pictures, redirects  # noqa: F401  (registered)
from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.desk import DeskAdminMixin, DeskForm, DeskInlineMixin
from editing.admin.history import HistoryAdmin
from editing.admin.kept_files import KeptFileForm
from editing.admin.languages import LanguagesMixin, in_languages
from editing.admin.photos import PhotoInline, PortraitAdminMixin
from editing.admin.slugs import SlugFormMixin
from editing.admin.stewards import StewardAdminMixin, StewardFormMixin
from editing.admin.thumbnails import thumbnail
from editing.admin.versions import ConstraintFormMixin, PublishableForm

__all__ = [
    "WORKFLOW_FIELDSET",
    "ConstraintFormMixin",
    "DeskAdminMixin",
    "DeskForm",
    "DeskInlineMixin",
    "HistoryAdmin",
    "KeptFileForm",
    "LanguagesMixin",
    "PhotoInline",
    "PortraitAdminMixin",
    "PublishableAdmin",
    "PublishableForm",
    "SlugFormMixin",
    "StewardAdminMixin",
    "StewardFormMixin",
    "in_languages",
    "thumbnail",
]
