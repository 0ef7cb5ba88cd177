from publishing.models.moving import Movable
from publishing.models.picture import Picture, PicturePlacement, WithPhotos
from publishing.models.preview import PreviewLink
from publishing.models.publishable import Publishable, SluggedPublishable
from publishing.models.redirect import Redirect
from publishing.models.release import PendingChange, PendingPicture, ReleaseStep

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
    "SluggedPublishable",
    "WithPhotos",
]
