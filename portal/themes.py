"""Light, dark, or the system's preference; the cookie is only set by choice."""

THEME_COOKIE = "theme"
THEME_COOKIE_SECONDS = 365 * 24 * 60 * 60
AUTO = "auto"
THEMES = ("light", "dark")


def chosen_theme(request):
    theme = request.COOKIES.get(THEME_COOKIE)
    return theme if theme in THEMES else AUTO
