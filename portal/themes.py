"""Light, dark, or as the reader's system has it: a cookie, set only when they chose."""

THEME_COOKIE = "theme"
THEME_COOKIE_SECONDS = 365 * 24 * 60 * 60
AUTO = "auto"
THEMES = ("light", "dark")


def chosen_theme(request):
    theme = request.COOKIES.get(THEME_COOKIE)
    return theme if theme in THEMES else AUTO
