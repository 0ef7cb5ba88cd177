"""Forms with something typed and not saved: what the page says, what the server and the device have of it."""

import re

from django.urls import reverse
from playwright.sync_api import expect

ON_DEVICE = "Object.keys(localStorage).filter(key => key.startsWith('unsaved-form:'))"


def form_of(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def add_form(name):
    return reverse(f"admin:{name}_add")


def opened(context, address):
    page = context.new_page()
    page.goto(address)
    return page


def state(page):
    return page.locator("[data-unsaved-state]")


def notice(page):
    return page.locator(".unsaved-form")


def crash(page, words="aufgehoben"):
    """The page ends some seconds after the last word."""
    expect(state(page)).to_contain_text(words)
    page.wait_for_function(
        "() => { const form = document.querySelector('unsaved-form'); return !form.isSending && !form.isToLookAt; }"
    )
    page.close()


def type_into(page, field, words):
    page.locator(f"#id_{field}").fill(words)


def go_on(page):
    notice(page).get_by_role("link", name="Damit weitermachen").first.click()
    expect(page).to_have_url(re.compile(r"\?unsaved="))


def save(page, button="_save"):
    page.locator(f"input[name={button}]").first.click()
    page.locator(".messagelist .success").wait_for()
    page.wait_for_load_state("networkidle")  # what was left on the device is handed over
