from publishing.models.moving import Movable
from publishing.models.photos_in_text import WithPhotosInText
from publishing.models.picture import Picture, PicturePlacement, WithPhotos
from publishing.models.publishable import Publishable, SluggedPublishable
from publishing.models.redirect import Redirect

__all__ = [
    "Movable",
    "Picture",
    "PicturePlacement",
    "Publishable",
    "Redirect",
    "SluggedPublishable",
    "WithPhotos",
    "WithPhotosInText",
]
