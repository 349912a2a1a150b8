"""The parties of an article: who is named, and for whom a phrase stands."""

from webapp.extract.parties.find import find_parties, party_in, person_parties
from webapp.extract.parties.pairs import main_pair, other_side
from webapp.extract.parties.phrase import party_of_phrase

__all__ = [
    "find_parties",
    "main_pair",
    "other_side",
    "party_in",
    "party_of_phrase",
    "person_parties",
]
