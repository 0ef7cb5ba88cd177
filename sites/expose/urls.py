"""Addresses on paper, part of the pool's: `…/expose.pdf`, `…/print/`, `…/data-sheet/` of a space, `…/list.pdf`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.expose import views

PLOTS, HALLS = {"kind": Kind.PLOT}, {"kind": Kind.HALL}
expose, printed = views.ExposeView.as_view(), views.PrintView.as_view()
sheet, sheet_pdf = views.DataSheetView.as_view(), views.DataSheetPDFView.as_view()
listed = views.SpaceListPDFView.as_view()

paper_patterns = [
    path(_("list.pdf"), listed, name="list_pdf"),
    path(_("plots/list.pdf"), listed, PLOTS, name="plots_list_pdf"),
    path(_("halls/list.pdf"), listed, HALLS, name="halls_list_pdf"),
    path(_("plots/<int:number>-<slug:slug>/expose.pdf"), expose, PLOTS, name="plot_expose"),
    path(_("halls/<int:number>-<slug:slug>/expose.pdf"), expose, HALLS, name="hall_expose"),
    path(_("plots/<int:number>-<slug:slug>/print/"), printed, PLOTS, name="plot_print"),
    path(_("halls/<int:number>-<slug:slug>/print/"), printed, HALLS, name="hall_print"),
    path(_("plots/<int:number>-<slug:slug>/data-sheet/"), sheet, PLOTS, name="plot_data_sheet"),
    path(_("halls/<int:number>-<slug:slug>/data-sheet/"), sheet, HALLS, name="hall_data_sheet"),
    path(_("plots/<int:number>-<slug:slug>/data-sheet.pdf"), sheet_pdf, PLOTS, name="plot_data_sheet_pdf"),
    path(_("halls/<int:number>-<slug:slug>/data-sheet.pdf"), sheet_pdf, HALLS, name="hall_data_sheet_pdf"),
]
