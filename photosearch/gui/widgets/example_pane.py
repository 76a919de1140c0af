"""The example of a search on the screen, beside what it found."""

from photosearch.core.library import Example, LikePhoto
from photosearch.core.records import Photo
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.example_pictures import whole_example
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.photo_pane import PhotoPane


class ExamplePane(PhotoPane):
    """Shows an example, and a line around the part of it that counts.

    Args:
        session: The open library.
        pictures: Those that are loaded.
    """

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__(session, pictures)
        self._example: Example | None = None
        self._coming = Task()

    def show_example(self, example: Example | None) -> None:
        """Show an example; None shows nothing."""
        if example == self._example:
            return
        self._example = example
        self._coming.cancel()
        self.clear()
        self.view.outline(example.region if example else None)
        library = self._session.library
        if isinstance(example, LikePhoto):
            photo = example.photo
            self._coming = self._session.ask(
                lambda: library.photo(photo), self._on_photo
            )
        elif example is not None:
            wanted, most_px = example, self.most_px
            self._coming = self._session.bridge.run(
                Lane.PICTURES,
                lambda: whole_example(library, wanted, most_px),
                lambda picture: self.show_image(picture.image),
                self.show_notice,
            )

    def _on_photo(self, photo: Photo | None) -> None:
        if photo is not None:
            self.show_photo(photo)
            self.wishes_changed.emit()
