"""The text of an article in the form of an editor: opened, written in, saved."""


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


def write(page, text, words):
    text.press("Control+a")
    text.press("Delete")
    page.keyboard.type(words)
