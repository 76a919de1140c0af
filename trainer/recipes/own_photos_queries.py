"""The edited photos that a report's samples were looked for by, as pictures."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from photosearch.spec.retraining_report import Sample, query_picture
from trainer.data.own_folder import UnreadableError, read_small
from trainer.errors import DataError
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import STRONG, strong_edits

MOST_PX = 320
QUALITY = 88


def write_queries(samples: Sequence[Sample], settings: Settings) -> None:
    """Write the query of every sample whose photo can still be read.

    Raises:
        DataError: The run's folder cannot be written to.
    """
    for number, sample in enumerate(samples, start=1):
        file = query_picture(settings.out, number)
        try:
            _write_query(sample, file, settings)
        except UnreadableError:
            continue  # whoever shows the report shows the photo in its place
        except OSError as error:
            raise DataError(f"cannot write {file}: {error.strerror}") from error


def _write_query(sample: Sample, file: Path, settings: Settings) -> None:
    photo = read_small(settings.data.folder / sample.photo, settings.data.decode_px)
    edited = strong_edits(photo, sample.photo, settings)[STRONG.index(sample.edit)]
    picture = Image.fromarray(edited)
    picture.thumbnail((MOST_PX, MOST_PX))
    file.parent.mkdir(exist_ok=True)
    picture.save(file, quality=QUALITY)
