"""What the library knows, in one SQLite file; every SQL statement is in here."""

from photosearch.core.catalog.catalog import Catalog, open_catalog
from photosearch.core.catalog.codes import CodesVersion
from photosearch.core.catalog.decisions import Pairs
from photosearch.core.catalog.faces import DescribedFaces
from photosearch.core.catalog.facts import UNKNOWN, PhotoFacts
from photosearch.core.catalog.models import RegisteredModel
from photosearch.core.catalog.scans import ScanOutcome

__all__ = [
    "UNKNOWN",
    "Catalog",
    "CodesVersion",
    "DescribedFaces",
    "Pairs",
    "PhotoFacts",
    "RegisteredModel",
    "ScanOutcome",
    "open_catalog",
]
