"""What editors and templates say of a picture stands in its markup as text, once."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from tests.factories.publishing import PictureFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("alt", "told"),
    [
        ("Bahn & Hafen", 'alt="Bahn &amp; Hafen"'),
        (mark_safe("Bahn &amp; Hafen"), 'alt="Bahn &amp; Hafen"'),
        ('" onload="alert(1)', 'alt="&quot; onload=&quot;alert(1)"'),
        ("", 'alt=""'),
    ],
)
def test_words_are_escaped_once(alt, told):
    picture = PictureFactory()
    image = Template("{% load content %}{% image picture alt %}")
    assert told in image.render(Context({"picture": picture, "alt": alt}))


def test_sizes_and_classes_are_text_too():
    image = Template("{% load content %}{% image picture '' sizes css %}")
    markup = image.render(Context({"picture": PictureFactory(), "sizes": '1" x="', "css": '"><b>'}))
    assert ' x="' not in markup
    assert "<b>" not in markup
    assert 'sizes="1&quot; x=&quot;"' in markup
