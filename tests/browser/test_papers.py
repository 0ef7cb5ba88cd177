"""What is made for paper is as accessible on the screen: print view and data sheet, in both languages."""

import pytest

from tests.browser.accessibility import violations_everywhere


@pytest.fixture(params=["plot", "hall"])
def space(request, demo):
    from sites.models import Space

    return Space.objects.published().on_offer().filter(kind=request.param).order_by("number").first()


@pytest.mark.parametrize(
    ("language", "papers"), [("de", ("druck", "datenblatt")), ("en", ("print", "data-sheet"))]
)
def test_axe_finds_nothing_on_print_view_and_data_sheet(page, space, language, papers):
    from django.utils import translation

    with translation.override(language):
        address = space.get_absolute_url()
    found = []
    for paper in papers:
        answer = page.goto(f"{address}{paper}/")
        assert answer.status == 200
        found += violations_everywhere(page, paper)
    assert found == []
