from publishing.models.picture import WithPhotos
from publishing.richtext_placeholders import placed_picture_ids


class WithPhotosInText(WithPhotos):
    """For models whose rich text `body` may place photos (publishing.richtext_placeholders), shown there only."""

    places_photos = True

    @property
    def photos_by_place(self):
        """`above`: the first photo, unless the text in the active language places it; `within`: visible photos placed
        by it, {id of the picture: placement}; `below`: the others.
        """
        shown, wanted = self.shown_photos, set(placed_picture_ids(self.body))
        within = {photo.picture_id: photo for photo in reversed(shown) if photo.picture_id in wanted}
        above = shown[0] if shown and shown[0].picture_id not in within else None
        below = [photo for photo in shown[1:] if photo.picture_id not in within]
        return {"above": above, "within": within, "below": below}
