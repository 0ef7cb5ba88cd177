"""What a browser would send back from a form of the administration that nobody touched."""


def filled(answer, **changes):
    """The form's values with `changes`; in names, `__` stands for the `-` of a row: photos__0__alt_de."""
    context = answer.context
    data = {"_save": "1"}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            write(data, bound)
            if bound.field.show_hidden_initial:
                data[bound.html_initial_name] = bound.field.hidden_widget().format_value(bound.initial)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def write(data, bound):
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # related fields wrap theirs
    value = widget.format_value(bound.value()) if hasattr(widget, "format_value") else bound.value()
    if hasattr(widget, "widgets"):
        parts = widget.decompress(bound.value()) if not isinstance(bound.value(), list) else bound.value()
        for index, (part, part_widget) in enumerate(zip(parts, widget.widgets, strict=True)):
            data[f"{bound.html_name}_{index}"] = part_widget.format_value(part) or ""
    elif getattr(widget, "input_type", "") == "checkbox" and not getattr(
        widget, "allow_multiple_selected", False
    ):
        if bound.value():
            data[bound.html_name] = "on"
    elif getattr(widget, "input_type", "") != "file":
        if isinstance(value, list) and not getattr(widget, "allow_multiple_selected", False):
            value = value[0] if value else ""
        data[bound.html_name] = "" if value is None else value
