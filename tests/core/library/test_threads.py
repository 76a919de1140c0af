"""Reading in several threads while another writes."""

import threading
from pathlib import Path

from photosearch.core.library import Example, LikeFile, Query
from tests.homes import SMALL, Home, index
from tests.pictures import draw_picture, save_jpeg


def test_that_threads_search_and_read_while_another_indexes(
    home: Home, tmp_path: Path
) -> None:
    paths = home.draw_many(6)
    outside = save_jpeg(tmp_path / "outside.jpg", draw_picture(2, SMALL), quality=50)
    is_over = threading.Event()
    lengths: list[list[int]] = [[], [], []]

    with home.open() as library:
        index(library, home.photos)
        home.draw_many(120, start=6)

        def search(seen: list[int], example: Example) -> None:
            while not is_over.is_set():
                found = library.find(Query((example,), count=1000))
                listed = library.list_photos()
                # One photo goes meanwhile.
                assert found.histogram.sum() - len(found.ids) in (0, 1)
                there = library.photos(listed.ids.tolist())
                assert len(listed.ids) - len(there) in (0, 1)
                assert library.counts().found
                seen.append(len(found.ids))

        examples = (LikeFile(paths[0]), LikeFile(paths[1]), LikeFile(outside))
        threads = [
            threading.Thread(target=search, args=(seen, example))
            for seen, example in zip(lengths, examples, strict=True)
        ]
        for thread in threads:
            thread.start()
        for _ in library.refresh():
            paths[5].unlink(missing_ok=True)
        index(library)
        is_over.set()
        for thread in threads:
            thread.join()
        assert 125 == len(library.find(Query(examples[:1], count=1000)).ids)
    assert all(seen and 6 <= seen[0] <= 126 for seen in lengths)
