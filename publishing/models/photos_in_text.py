from publishing.marks import placed
from publishing.models.picture import WithPhotos


class WithPhotosInText(WithPhotos):
    """For models whose rich text `body` may place their photos (publishing.marks); what it places stands there only."""

    places_photos = True

    @property
    def photos_in_text(self):
        """{key of the picture: placement} of what the text, in the present language, places and may be shown."""
        wanted = set(placed(self.body))
        return {
            photo.picture_id: photo for photo in reversed(self.shown_photos) if photo.picture_id in wanted
        }

    @property
    def photo_above_text(self):
        """The first photo, unless the text places it."""
        photo = self.lead_photo
        return None if photo is None or photo.picture_id in self.photos_in_text else photo

    @property
    def photos_below_text(self):
        in_text = self.photos_in_text
        return [photo for photo in self.shown_photos[1:] if photo.picture_id not in in_text]
