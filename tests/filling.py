"""What a browser would send back from a form of the administration that nobody touched."""

from unittest.mock import patch

import html5lib
from django.template.response import SimpleTemplateResponse


def unrendered(client, address, is_whole=True):
    """The answer with its forms, asked for as always but for the page's HTML, which takes four fifths of the time.

    What is to be said stays unsaid: messages wait for the next page that is drawn. All topics of a long form are open,
    unless the address is to be asked for as it is.
    """
    with patch.object(SimpleTemplateResponse, "rendered_content", ""):
        return client.get(whole(address) if is_whole else address)


NO_FILE = ""
"""What a browser sends where no file was chosen."""


def whole(address):
    """The address of a form, with all its topics open (editing.admin.forms.topics)."""
    return f"{address}?topic=all" if address.endswith(("/add/", "/change/")) else address


def filled(answer, **changes):
    """The form's values with `changes`; in names, `__` stands for the `-` of a row: photos__0__alt_de.

    tests/portal/test_filling.py shows that the page of each form sends the same.
    """
    context = answer.context_data
    data = {"_save": "1"}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            if bound.field.disabled:
                continue
            write(data, bound)
            if bound.field.show_hidden_initial:
                write_value(data, bound.html_initial_name, bound.field.hidden_widget(), bound.initial)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def write(data, bound):
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # related fields wrap theirs
    write_value(data, bound.html_name, widget, bound.value())


def write_value(data, name, widget, bound_value):
    value = widget.format_value(bound_value) if hasattr(widget, "format_value") else bound_value
    is_list = getattr(widget, "allow_multiple_selected", False)
    if hasattr(widget, "widgets"):
        parts = bound_value if isinstance(bound_value, list) else widget.decompress(bound_value)
        for index, (part, part_widget) in enumerate(zip(parts, widget.widgets, strict=True)):
            data[f"{name}_{index}"] = part_widget.format_value(part) or ""
    elif getattr(widget, "input_type", "") == "checkbox" and not is_list:
        if bound_value:
            data[name] = "on"
    elif getattr(widget, "input_type", "") == "file":
        data[name] = NO_FILE
    else:
        if isinstance(value, list) and not is_list:
            value = value[0] if value else ""
        data[name] = "" if value is None else value
    if getattr(widget, "accepts_files", False):
        data |= {f"{name}-file": NO_FILE, f"{name}-file-srid": "", f"{name}-file-object": ""}


def as_shown(answer, button="_save", **changes):
    """What a browser sends when somebody presses `button`, read from the page itself: nothing that is disabled, and no
    box that is not ticked. None as a value stands for a box whose tick is taken away.
    """
    page = html5lib.parse(answer.content.decode(), treebuilder="etree", namespaceHTMLElements=False)
    [form] = [form for form in page.iter("form") if button in names_in(form)]
    data = {}
    for control in form.iter():
        if control.get("name") and "disabled" not in control.attrib:
            for value in sent_by(control, button):
                data.setdefault(control.get("name"), []).append(value)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def names_in(form):
    return {control.get("name") for control in form.iter() if control.tag in {"input", "button"}}


def sent_by(control, button):
    """The values of one control: none, one, or several of a list. Of a file that was not chosen, an empty text."""
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib]
        chosen = chosen or ([] if "multiple" in control.attrib else options[:1])
        return [option.get("value", option.text) for option in chosen]
    match control.get("type", "text"):
        case "submit":
            is_sent = control.get("name") == button
        case "checkbox" | "radio":
            is_sent = "checked" in control.attrib
        case kind:
            is_sent = control.tag == "input" and kind not in {"button", "image", "reset"}
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")] if is_sent else []
