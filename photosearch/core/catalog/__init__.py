"""What the library knows, in one SQLite file; every SQL statement is in here."""

from photosearch.core.catalog.catalog import Catalog, open_catalog
from photosearch.core.catalog.codes import CodesVersion
from photosearch.core.catalog.models import RegisteredModel
from photosearch.core.catalog.scans import ScanOutcome

__all__ = [
    "Catalog",
    "CodesVersion",
    "RegisteredModel",
    "ScanOutcome",
    "open_catalog",
]
