"""What the administration of every publishable thing shares; also registers pictures and redirects."""

from publishing.admin import notices, pictures, redirects  # noqa: F401  (they register themselves)
from publishing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from publishing.admin.desk import DeskAdminMixin, DeskForm, DeskInlineMixin
from publishing.admin.history import HistoryAdmin
from publishing.admin.kept_files import KeptFileForm
from publishing.admin.languages import LanguagesMixin, in_languages
from publishing.admin.photos import PhotoInline, PortraitAdminMixin
from publishing.admin.slugs import SlugFormMixin
from publishing.admin.thumbnails import thumbnail
from publishing.admin.versions import ConstraintFormMixin, PublishableForm

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
    "in_languages",
    "thumbnail",
]
