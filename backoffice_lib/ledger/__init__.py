"""The book: postings of quantity × price × index, and what checks that nothing is missing or invented."""

from backoffice_lib.ledger.book import book
from backoffice_lib.ledger.category import LEAVING, Assumed, Category, Pricing
from backoffice_lib.ledger.checks import problems_in
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.ledger.posting import Posting

__all__ = ["LEAVING", "Assumed", "Booked", "Category", "Ledger", "Posting", "Pricing", "book", "problems_in"]
