from django.utils.html import format_html


def thumbnail(picture):
    return format_html(
        '<img class="admin-thumbnail {}" src="{}" alt="" width="72" height="48" loading="lazy">',
        picture.focal_class,
        picture.small_url,
    )
