"""What people do in the administration, and what of it the handbook shows. Later stories build on earlier ones."""

from served import TODAY

HIDDEN_ADDRESS = "https://portal.example.org/vorschau/…"
"""Stands in the picture instead of a link that is another one each time."""


def login(camera):
    page = camera.page()
    page.goto("/admin/login/")
    camera.take("anmelden", page, "#container", height=420)


def start(camera):
    page = camera.page("bearbeitung")
    page.goto("/admin/")
    camera.take("startseite", page, "#container", height=900)


def checks(camera):
    page = camera.page("bearbeitung")
    page.goto("/admin/sites/plot/")
    page.get_by_role("link", name="Prüfung fällig").click()
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option("confirm")
    camera.take("liste", page, "#content", height=560)
    open_plot(page, 1002)
    unfold(page, "publication")
    camera.take("aktualitaet", page, "#topic-publication", height=620)


def mail(camera):
    from sites.freshness.links import sign_request
    from sites.freshness.reminding import post_due_requests
    from sites.models import CheckRequest

    post_due_requests(TODAY)
    asked = CheckRequest.objects.get(questions__space__number=1002)
    page = camera.page()
    page.goto(f"/flaechenpool/bestaetigung/{sign_request(asked)}/")
    camera.take("mail-link", page, "main", height=760)
    page.get_by_role("link", name="Etwas hat sich geändert").first.click()
    camera.take("mail-link-aenderung", page, "main", height=900)


def open_plot(page, number):
    page.goto(f"/admin/sites/plot/?q={number}")
    page.locator("#result_list tbody a").first.click()
    page.locator("#id_name_de").wait_for()


def unfold(page, topic):
    page.locator(f"#topic-{topic} > summary").click()
    page.locator(f"#topic-{topic}[data-loaded]").wait_for()


def forms(camera):
    page = camera.page("bearbeitung")
    open_plot(page, 1005)
    camera.take("oeffentlich", page, "#content h1", ".admin-note")
    camera.take("angaben", page, "fieldset:has(#id_name_de)", "fieldset:has(#id_area)", height=900)
    camera.take("themen", page, "form-topics")
    camera.take("ausgefuellt", page, "space-completeness")
    open_plot(page, 1002)
    camera.take("grenze", page, ".field-boundary")
    camera.take("foto", page, "#photos-0")
    page.locator(".photo-upload__panel summary").click()
    camera.take("viele-fotos", page, ".photo-upload__panel")
    camera.take("angebot", page, "#offers-group")
    unfold(page, "documents")
    page.locator("#documents-group .add-row a").click()
    camera.take("unterlage", page, "#documents-group")


def draft(camera):
    """A plot that comes and goes: its buttons, its history, and how it is brought back."""
    page = camera.page("bearbeitung")
    page.goto("/admin/sites/plot/add/")
    page.locator("#id_name_de").fill("Alter Bauhof")
    page.locator("#id_area").fill("4200")
    page.locator("#step-comment-label").click()
    camera.take("entwurf", page, ".workflow-row", ".workflow-row__bar")
    unfold(page, "publication")
    page.locator("#id_published_from_0").fill("01.12.2026")
    page.locator("#id_published_from_1").fill("08:00")
    page.locator("#id_published_from_1").dispatch_event("input")
    camera.take("zeitpunkte", page, "fieldset:has(#id_published_from_0)")
    continue_editing(page)
    page.locator("#id_area").fill("4500")
    unfold(page, "description")
    page.locator("#id_description_de").fill("Der Bauhof zieht um. Das Grundstück wird im Frühjahr frei.")
    continue_editing(page)
    page.get_by_role("link", name="Verlauf").click()
    camera.take("verlauf", page, "#content")
    page.locator(".history tbody a[href*='?to=']").first.click()
    camera.take("unterschied", page, "#content")
    open_plot(page, "Bauhof")
    page.locator(".deletelink").click()
    page.locator("#content form [type=submit]").click()
    page.locator(".messagelist .success").wait_for()
    page.goto("/admin/deleted/")
    camera.take("geloeschtes", page, "#content")


def continue_editing(page):
    page.locator("input[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()


def hall(camera):
    page = camera.page("bearbeitung")
    page.goto("/admin/sites/hall/add/")
    page.locator("#id_name_de").fill("Halle am Hafen")
    page.locator("#id_area").fill("2800")
    continue_editing(page)
    camera.take("vor-der-freigabe", page, ".admin-problems-box", "space-completeness")


def release(camera):
    page = camera.page("bearbeitung")
    open_plot(page, 1005)
    page.locator("#id_divisible_from").fill("2000")
    unfold(page, "description")
    page.locator("#id_description_de").press("Control+End")
    page.locator("#id_description_de").press_sequentially(" Eine Teilung ist möglich.")
    page.locator("#step-comment-label").click()
    page.locator("#id_step_comment").fill("Der Rat hat der Teilung zugestimmt.")
    page.locator("input[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    reviewer = camera.page("freigabe")
    reviewer.goto("/admin/in-review/")
    camera.take("in-pruefung", reviewer, "#content")
    reviewer.get_by_role("link", name="Gewerbehof Paunsdorfer").click()
    camera.take("gegenueberstellung", reviewer, "#content")


def planning(camera):
    page = camera.page("bearbeitung")
    page.goto("/admin/planned/")
    camera.take("terminplan", page, "#content", height=560)
    open_plot(page, 1002)
    page.get_by_role("link", name="Vorschau").click()
    page.get_by_role("button", name="Link erstellen").click()
    page.locator("copy-field input").evaluate(f"input => input.value = '{HIDDEN_ADDRESS}'")
    page.wait_for_timeout(1500)
    camera.take("vorschau", page, "#content", height=900)


def enquiries(camera):
    page = camera.page("region")
    page.goto("/admin/investors/enquiry/")
    camera.take("anfragen", page, "#content", height=620)
    page.locator("#result_list tbody a").first.click()
    camera.take("anfrage", page, "#content", height=760)


def news(camera):
    page = camera.page("redaktion")
    page.goto("/admin/news/article/add/")
    camera.take("artikel", page, "fieldset:has(#id_title_de)", height=900)


STORIES = (login, start, checks, mail, forms, draft, hall, release, planning, enquiries, news)
