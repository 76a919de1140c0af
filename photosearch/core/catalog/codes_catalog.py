"""The part of the catalog that holds codes and models; each method a transaction."""

from photosearch.core.catalog import codes, models, regions
from photosearch.core.catalog.codes import CodesVersion
from photosearch.core.catalog.models import RegisteredModel
from photosearch.core.catalog.store import Store
from photosearch.core.records import (
    Embeddings,
    Encodings,
    Photo,
    PhotoId,
    PhotoIds,
    RegionCodes,
)
from photosearch.spec.codes import Codes


class CodesCatalog:
    """Models, and what they say about photos."""

    _store: Store

    # --- codes

    def codes(self, model_sha256: str) -> tuple[PhotoIds, Codes]:
        """Load all codes of a model: ids (n,) int64 ascending, codes (n, bytes)."""
        with self._store.read() as connection:
            return codes.load_codes(connection, model_sha256)

    def codes_added_since(
        self, model_sha256: str, version: CodesVersion
    ) -> tuple[PhotoIds, Codes]:
        """Load the codes that came after a version; arrays as from `codes`."""
        with self._store.read() as connection:
            return codes.load_codes(connection, model_sha256, version)

    def region_codes(
        self, model_sha256: str, since: CodesVersion | None = None
    ) -> tuple[PhotoIds, RegionCodes]:
        """Load region codes, all of a model or those that came after a version.

        Returns:
            Ids (n,) int64, ascending, and codes (n, regions, bytes) uint8; photos
            without region codes are left out.
        """
        with self._store.read() as connection:
            return regions.load_region_codes(connection, model_sha256, since)

    def codes_version(self, model_sha256: str) -> CodesVersion:
        """Return a mark that changes with every change of codes and region codes."""
        with self._store.read() as connection:
            return codes.codes_version(connection, model_sha256)

    def code_count(self, model_sha256: str) -> int:
        """Count the codes of a model."""
        with self._store.read() as connection:
            return codes.code_count(connection, model_sha256)

    def embeddings(self, model_sha256: str, ids: PhotoIds) -> Embeddings:
        """Load embeddings (k, width) float32 in the order of `ids` (k,) int64.

        A photo without one has zeros.
        """
        with self._store.read() as connection:
            return codes.load_embeddings(connection, model_sha256, ids)

    def uncoded_photos(
        self,
        model_sha256: str,
        limit: int,
        after: PhotoId | None = None,
        *,
        with_regions: bool = False,
    ) -> tuple[Photo, ...]:
        """Return photos without a code of a model, by id.

        Args:
            model_sha256: The model that is to describe them.
            limit: At most this many.
            after: Only photos of a larger id, so that one that cannot be read is
                passed over.
            with_regions: Also photos that have a code, but none of their regions.
        """
        with self._store.read() as connection:
            return codes.uncoded_photos(
                connection,
                model_sha256,
                limit,
                after or PhotoId(0),
                with_regions=with_regions,
            )

    def record_codes(
        self, model_sha256: str, ids: PhotoIds, encodings: Encodings
    ) -> None:
        """Store what a model says about photos.

        Args:
            model_sha256: The model that made the encodings.
            ids: Shape (n,) int64; those that are gone meanwhile are left out.
            encodings: A row for each of them.

        Raises:
            ModelError: The model was never registered.
        """
        with self._store.write() as connection:
            codes.record_codes(connection, model_sha256, ids, encodings)

    def forget_model_codes(self, model_sha256: str) -> None:
        """Drop all that a model says about photos, unless it is in use.

        Raises:
            ModelError: It is in use, or was never registered.
        """
        with self._store.write() as connection:
            codes.forget_model_codes(connection, model_sha256)

    # --- models

    def register_model(self, sha256: str, name: str, kind: str, spec_json: str) -> None:
        """Note a model; nothing happens where it is known."""
        with self._store.write() as connection:
            model = RegisteredModel(sha256, name, kind, spec_json)
            models.register_model(connection, model)

    def models(self) -> tuple[RegisteredModel, ...]:
        """Return all models, in the order they were registered."""
        with self._store.read() as connection:
            return models.registered_models(connection)

    def model_in_use(self, kind: str) -> RegisteredModel | None:
        """Return the model in use of a kind."""
        with self._store.read() as connection:
            return models.model_in_use(connection, kind)

    def previous_model(self, kind: str) -> RegisteredModel | None:
        """Return the model that was in use before, to which one can switch back."""
        with self._store.read() as connection:
            return models.previous_model(connection, kind)

    def use_model(self, kind: str, sha256: str, *, only_instead: bool = False) -> None:
        """Put a registered model to use; the one before it is remembered.

        Args:
            kind: What it describes.
            sha256: The model.
            only_instead: Whether nothing is to happen where none of the kind is in use.

        Raises:
            ModelError: It was never registered, or is of another kind.
        """
        with self._store.write() as connection:
            models.use_model(connection, kind, sha256, only_instead=only_instead)

    def stop_using(self, kind: str) -> None:
        """Put no model of a kind to use any more."""
        with self._store.write() as connection:
            models.stop_using(connection, kind)
