from publishing.models.moving import Movable
from publishing.models.picture import Picture, PicturePlacement, WithPhotos
from publishing.models.preview import PreviewLink
from publishing.models.publishable import Publishable, SluggedPublishable
from publishing.models.redirect import Redirect
from publishing.models.release import PendingChange, PendingPicture, ReleaseStep
from publishing.models.sent_form import SentForm

__all__ = [
    "Movable",
    "PendingChange",
    "PendingPicture",
    "Picture",
    "PicturePlacement",
    "PreviewLink",
    "Publishable",
    "Redirect",
    "ReleaseStep",
    "SentForm",
    "SluggedPublishable",
    "WithPhotos",
]
