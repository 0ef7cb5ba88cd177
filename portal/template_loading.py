"""Pages without the blanks that lines of their templates begin with: a tenth of their size, and one more to pack.

The ends of lines stay, so words stay apart, and a fault is told with its right line. Two things must not stand in a
template: a <pre> of several lines, and a {% blocktranslate %} of several lines that is not trimmed.
"""

import re

from django.conf import settings
from django.template.loaders import base, cached, filesystem

from portal.template_constants import fold

_INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Reads the portal's own templates, and those of a look. Texts of mails stay as they stand."""

    def get_contents(self, origin):
        contents = super().get_contents(origin)
        return _INDENTS.sub("", contents) if origin.name.endswith(".html") else contents


class Compiler(base.Loader):
    """What a template says on every page alike is put together once. Not where templates are just written (DEBUG)."""

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if not settings.DEBUG:
            fold(template.nodelist)
        return template


class Templates(cached.Loader, Compiler):
    """Compiles each template once."""
