"""The searches that a library keeps for those who use it."""

from photosearch.core.catalog import Catalog
from photosearch.core.records import PhotoId, SavedSearch, SearchId


class Memory:
    """The part of a library that remembers searches."""

    _catalog: Catalog

    def save_search(self, name: str, query_json: str) -> SavedSearch:
        """Keep a search under a name.

        Args:
            name: What to call it; different from all others, case ignored.
            query_json: The search, spelled as the caller likes.

        Raises:
            LibraryError: The name is empty or taken, or another program is writing.
        """
        return self._catalog.save_search(name, query_json)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return all saved searches by name."""
        return self._catalog.saved_searches()

    def rename_search(self, search_id: SearchId, name: str) -> SavedSearch:
        """Give a saved search another name.

        Raises:
            LibraryError: There is no such search, the name is empty or taken, or
                another program is writing.
        """
        return self._catalog.rename_search(search_id, name)

    def change_search(self, search_id: SearchId, query_json: str) -> SavedSearch:
        """Keep another search under the name of a saved one.

        Raises:
            LibraryError: There is no such search, or another program is writing.
        """
        return self._catalog.change_search(search_id, query_json)

    def forget_search(self, search_id: SearchId) -> None:
        """Drop a saved search; nothing happens where there is none.

        Raises:
            LibraryError: Another program is writing.
        """
        self._catalog.forget_search(search_id)

    def newest_photo(self) -> PhotoId:
        """Return the id of the photo that came last, to tell later which are new.

        Photos that come later have larger ids; it is 0 before the first.
        """
        return self._catalog.newest_photo()

    def remember_search(self, query_json: str) -> None:
        """Note the search that was made last; the last 20 different ones are kept.

        Raises:
            LibraryLockedError: Another program is writing; it is not waited for.
        """
        self._catalog.remember_search(query_json)

    def recent_searches(self) -> tuple[str, ...]:
        """Return the different searches made last, newest first."""
        return self._catalog.recent_searches()
