from publishing.models.moving import Movable
from publishing.models.picture import Picture, PicturePlacement, WithPhotos
from publishing.models.preview import PreviewLink
from publishing.models.publishable import Publishable, SluggedPublishable
from publishing.models.redirect import Redirect

__all__ = [
    "Movable",
    "Picture",
    "PicturePlacement",
    "PreviewLink",
    "Publishable",
    "Redirect",
    "SluggedPublishable",
    "WithPhotos",
]
