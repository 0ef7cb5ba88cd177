"""Links from pages of the admin to chapters of the handbook."""

from fnmatch import fnmatchcase

from django.urls import reverse

HELP_PAGES = [
    ("index", "was-braucht-mich"),
    ("search", "was-braucht-mich#etwas-finden"),
    ("in_review", "freigabe#freigeben-oder-um-nachbesserung-bitten"),
    ("subject_request", "auskunft"),
    ("planned", "zeitpunkte#der-terminplan"),
    ("deleted", "verlauf#geloeschtes"),
    ("access", "anmelden#der-zweite-schritt"),
    ("access_*", "anmelden#der-zweite-schritt"),
    ("password_change*", "anmelden#passwort-vergessen"),
    # Of any model:
    ("*_history", "verlauf#wer-hat-was-geaendert"),
    ("*_compare", "verlauf#vergleichen"),
    ("*_revision", "verlauf#einen-alten-stand-uebernehmen"),
    ("*_recoverlist", "verlauf#geloeschtes"),
    ("*_recover", "verlauf#geloeschtes"),
    ("*_review", "freigabe#freigeben-oder-um-nachbesserung-bitten"),
    ("investors_proposal_preview*", "angebote#vorschau-und-link"),
    ("*_preview", "zeitpunkte#die-vorschau-des-gesicherten-stands"),
    ("*_previewchange", "zeitpunkte#die-vorschau-des-gesicherten-stands"),
    ("*_duplicate", "flaeche-anlegen#aehnliche-eintraege"),
    ("*_delete", "freigabe#von-der-website-nehmen-und-loeschen"),
    # Lists and forms:
    ("sites_spacecheck_*", "pruefen"),
    ("sites_checkinterval_*", "pruefen"),
    ("sites_reportedchange_*", "pruefen#gemeldete-aenderungen-uebernehmen"),
    ("sites_businesspark_*", "flaeche-anlegen#ein-gewerbegebiet"),
    ("sites_*_changelist", "pruefen#in-der-verwaltung"),
    ("sites_*", "flaeche-anlegen"),
    ("regions_*", "karte"),
    ("publishing_picture_*", "fotos"),
    ("publishing_redirect_*", "redaktion#alte-adressen"),
    ("investors_enquiry_*", "anfragen"),
    ("investors_savedsearch_*", "anfragen#suchauftraege"),
    ("investors_proposal_*", "angebote"),
    ("news_*", "redaktion#ein-artikel"),
    ("quotes_*", "redaktion#ein-zitat"),
    ("projects_*", "redaktion#ein-projekt"),
    ("portal_page_*", "redaktion#feste-seiten"),
    ("portal_siteprofile_*", "redaktion#feste-seiten"),
    ("portal_feedback_*", "anfragen#rueckmeldungen"),
    ("importing_*", "was-braucht-mich#was-auf-sie-wartet"),
    ("accounts_organisation_add", "gemeinden#eine-gemeinde-einladen"),
    ("accounts_organisation_*", "gemeinden#organisationen"),
    ("accounts_contact_*", "gemeinden#ansprechpersonen"),
    ("accounts_secondfactorrule_*", "anmelden#der-zweite-schritt"),
    ("accounts_*", "anmelden#was-sie-duerfen"),
    ("auth_group_*", "anmelden#was-sie-duerfen"),
]
"""[(pattern of an admin URL name, chapter#heading)]; the first match wins."""


def help_page_for(name):
    """(chapter, heading or "") for a URL name; ("", "") for the table of contents."""
    page = next((page for pattern, page in HELP_PAGES if fnmatchcase(name, pattern)), "")
    chapter, _hash, heading = page.partition("#")
    return chapter, heading


def help_address(request):
    match = request.resolver_match
    chapter, heading = help_page_for((match and match.url_name) or "")
    if not chapter:
        return reverse("admin:handbook")
    return reverse("admin:handbook_chapter", args=[chapter]) + (f"#{heading}" if heading else "")
