"""The book: postings of quantity × price × index, and what checks that nothing is missing or invented."""

from backoffice_lib.ledger.book import book
from backoffice_lib.ledger.category import LEAVING, Assumed, Booked, Category, Pricing
from backoffice_lib.ledger.checks import problems_in
from backoffice_lib.ledger.ledger import Factor, Ledger
from backoffice_lib.ledger.posting import Posting

__all__ = ["LEAVING", "Assumed", "Booked", "Category", "Factor", "Ledger", "Posting", "Pricing", "book", "problems_in"]
