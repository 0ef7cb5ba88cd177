"""Loads the administration of each trade."""

from investors.admin.enquiries import EnquiryAdmin

__all__ = ["EnquiryAdmin"]
