"""Enquiries, proposals and saved searches."""

from investors.models.enquiry import Enquiry, EnquiryRecipient, EnquiryReply, EnquirySpace
from investors.models.proposal import Proposal, ProposalSpace
from investors.models.saved_search import SavedSearch

__all__ = [
    "Enquiry",
    "EnquiryRecipient",
    "EnquiryReply",
    "EnquirySpace",
    "Proposal",
    "ProposalSpace",
    "SavedSearch",
]
