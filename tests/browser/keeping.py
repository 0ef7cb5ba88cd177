"""Forms that are kept on the device: what is stored there, and what an editor does with the offer."""

from django.urls import reverse
from playwright.sync_api import expect

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('kept-form:'))"
STORED = f"{KEPT}.map(key => JSON.parse(localStorage.getItem(key)))"


def form_of(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def add_form(name):
    return reverse(f"admin:{name}_add")


def opened(context, address):
    page = context.new_page()
    page.goto(address)
    return page


def state(page):
    return page.locator("[data-kept-state]")


def offer(page):
    return page.locator(".kept-form__offer")


def crash(page):
    """The page ends as in a crash, some seconds after the last word."""
    expect(state(page)).to_contain_text("auf diesem Gerät aufgehoben")
    page.wait_for_function("() => !document.querySelector('kept-form').isToLookAt")  # the last word as well
    page.close()


def type_into(page, field, words):
    page.locator(f"#id_{field}").fill(words)


def use(page):
    offer(page).get_by_role("button", name="Eingaben wieder einsetzen").click()


def save(page, button="_save"):
    page.locator(f"input[name={button}]").first.click()
    page.locator(".messagelist .success").wait_for()
    page.wait_for_load_state()  # a script of the page lets go what was kept
