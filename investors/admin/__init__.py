"""Loads the administration of each trade."""

from investors.admin.enquiries import EnquiryAdmin
from investors.admin.notices import enquiries_waiting
from investors.admin.proposals import ProposalAdmin
from investors.admin.saved_searches import SavedSearchAdmin

__all__ = ["EnquiryAdmin", "ProposalAdmin", "SavedSearchAdmin", "enquiries_waiting"]
