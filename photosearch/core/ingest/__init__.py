"""Joins the stages into the one-way stream: folders, files, pixels, codes, catalog.

Everything here is a generator: whoever iterates it sets the pace, stopping for a while
is a pause, and closing it is a cancel. What was yielded as done is in the catalog.
"""

from photosearch.core.ingest.discovery import discover
from photosearch.core.ingest.indexing import index_pending
from photosearch.core.ingest.looking import look_for_faces
from photosearch.core.ingest.redescription import describe_again
from photosearch.core.ingest.stages import Stages

__all__ = ["Stages", "describe_again", "discover", "index_pending", "look_for_faces"]
