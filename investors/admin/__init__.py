"""Loads the administration of each trade."""

from investors.admin.enquiries import EnquiryAdmin
from investors.admin.proposals import ProposalAdmin
from investors.admin.saved_searches import SavedSearchAdmin

__all__ = ["EnquiryAdmin", "ProposalAdmin", "SavedSearchAdmin"]
