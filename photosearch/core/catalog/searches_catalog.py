"""The part of the catalog that keeps searches; each method is one transaction."""

from photosearch.core.catalog import searches
from photosearch.core.catalog.store import Store
from photosearch.core.records import SavedSearch, SearchId


class SearchesCatalog:
    """Searches that somebody saved, and those made last."""

    _store: Store

    def save_search(self, name: str, query_json: str) -> SavedSearch:
        """Keep a search under a name.

        Raises:
            LibraryError: The name is empty or taken.
        """
        with self._store.say() as connection:
            return searches.save_search(connection, name, query_json)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return all saved searches by name."""
        with self._store.read() as connection:
            return searches.all_searches(connection)

    def rename_search(self, search_id: SearchId, name: str) -> SavedSearch:
        """Give a saved search another name.

        Raises:
            LibraryError: There is no such search, or the name is empty or taken.
        """
        with self._store.say() as connection:
            return searches.rename_search(connection, search_id, name)

    def change_search(self, search_id: SearchId, query_json: str) -> SavedSearch:
        """Keep another search under the name of a saved one.

        Raises:
            LibraryError: There is no such search.
        """
        with self._store.say_in_passing() as connection:
            return searches.change_search(connection, search_id, query_json)

    def forget_search(self, search_id: SearchId) -> None:
        """Drop a saved search; nothing happens where there is none."""
        with self._store.say() as connection:
            searches.forget_search(connection, search_id)

    def remember_search(self, query_json: str) -> None:
        """Note the search that was made last; the last 20 different ones are kept.

        Raises:
            LibraryLockedError: Another program is writing; it is not waited for.
        """
        with self._store.jot() as connection:
            searches.remember_search(connection, query_json)

    def recent_searches(self) -> tuple[str, ...]:
        """Return the different searches made last, newest first."""
        with self._store.read() as connection:
            return searches.recent(connection)
