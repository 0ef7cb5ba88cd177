from editing.models.preview import PreviewLink
from editing.models.release import PendingChange, PendingPicture, ReleaseStep
from editing.models.sent_form import SentForm
from editing.models.unsaved_form import UnsavedForm

__all__ = ["PendingChange", "PendingPicture", "PreviewLink", "ReleaseStep", "SentForm", "UnsavedForm"]
