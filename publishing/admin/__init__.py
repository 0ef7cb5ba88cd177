"""What the administration of every publishable thing shares; also registers pictures and redirects."""

from publishing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from publishing.admin.desk import DeskAdminMixin, DeskForm, DeskInlineMixin
from publishing.admin.history import HistoryAdmin
from publishing.admin.kept_files import KeptFileForm
from publishing.admin.languages import LanguagesMixin, in_languages
from publishing.admin.notices import (
    not_translated,
    returned_to_their_author,
    rights_ending,
    waiting_for_release,
)
from publishing.admin.photos import PhotoInline, PortraitAdminMixin
from publishing.admin.pictures import PictureAdmin, thumbnail
from publishing.admin.redirects import RedirectAdmin
from publishing.admin.slugs import SlugFormMixin
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
    "PictureAdmin",
    "PortraitAdminMixin",
    "PublishableAdmin",
    "PublishableForm",
    "RedirectAdmin",
    "SlugFormMixin",
    "in_languages",
    "not_translated",
    "returned_to_their_author",
    "rights_ending",
    "thumbnail",
    "waiting_for_release",
]
