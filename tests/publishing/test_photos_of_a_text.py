"""Which photos stand above a text, in it and below it; things in memory."""

from types import SimpleNamespace as Given

import pytest

from publishing.models import WithPhotosInText


class Text(WithPhotosInText):
    def __init__(self, body, *photos):
        """photos: (key of the picture, whether it may be shown)"""
        rows = [
            Given(name=f"{number}:{key}", picture_id=key, picture=Given(is_licensed=lambda may=may: may))
            for number, (key, may) in enumerate(photos)
        ]
        self.body, self.photos = body, Given(all=lambda: rows)


def places(*keys):
    return "".join(f"<p>Word.</p><p>[Bild {key}]</p>" for key in keys)


def name_of(photo):
    return photo and photo.name


@pytest.mark.parametrize(
    ("body", "photos", "above", "within", "below"),
    [
        ("", [], None, {}, []),
        ("", [(7, True), (8, True)], "0:7", {}, ["1:8"]),
        (places(8), [(7, True), (8, True), (9, True)], "0:7", {8: "1:8"}, ["2:9"]),
        (places(7), [(7, True), (8, True)], None, {7: "0:7"}, ["1:8"]),
        (places(7), [(7, False), (8, True), (9, True)], "1:8", {}, ["2:9"]),
        (places(8), [(7, True), (8, True), (8, True)], "0:7", {8: "1:8"}, []),
        (places(5), [(7, True)], "0:7", {}, []),
        (None, [(7, True)], "0:7", {}, []),
    ],
)
def test_a_photo_that_the_text_places_stands_there_only(body, photos, above, within, below):
    found = Text(body, *photos).photos_by_place
    assert name_of(found["above"]) == above
    assert {key: photo.name for key, photo in found["within"].items()} == within
    assert [photo.name for photo in found["below"]] == below
