"""The text of an article in the form of an editor: opened, written in, saved."""

from django.test import Client

from tests.factories.accounts import UserFactory


def desk(new_context, address):
    """A page of the region's staff, on a wide screen."""
    client = Client()
    client.force_login(UserFactory(name="Erika Muster", region_staff=True))
    context = new_context(viewport={"width": 1440, "height": 1000})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context.new_page()


def open_text(page, article):
    page.goto(f"/admin/news/article/{article.pk}/change/")
    page.get_by_role("toolbar", name="Text gestalten: Text [de]").wait_for()
    text = page.get_by_role("textbox", name="Text [de]:", exact=True)
    text.click()
    return text


def tool(page, name):
    return page.get_by_role("toolbar").first.get_by_role("button", name=name, exact=True)


def stored(page):
    return page.locator("#id_body_de").input_value()


def save(page):
    page.locator("input[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()


def write(page, text, words):
    text.press("Control+a")
    text.press("Delete")
    page.keyboard.type(words)
