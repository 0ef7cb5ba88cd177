"""PDFs for the tests."""

import io

import pikepdf


def pdf_of(change=None, **options):
    """The bytes of a PDF of one empty page, after `change(pdf)`; `options` are those of pikepdf's save()."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if change:
        change(pdf)
    content = io.BytesIO()
    pdf.save(content, deterministic_id="encryption" not in options, **options)
    return content.getvalue()


PDF = pdf_of()
OTHER_PDF = pdf_of(lambda pdf: pdf.add_blank_page())
