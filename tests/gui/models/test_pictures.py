from photosearch.gui.models.pictures import Pictures, Wish


def test_that_a_wanted_picture_arrives_in_its_size(session, photos, qtbot):
    pictures = Pictures(session)
    wish = Wish(photos[0], 48)
    with qtbot.waitSignal(pictures.loaded) as loaded:
        pictures.want([wish])
    image = pictures.get(wish)
    assert [wish] == loaded.args
    assert (48, 36) == (image.width(), image.height())


def test_that_pictures_come_in_the_order_they_are_wanted(session, photos, qtbot):
    pictures, seen = Pictures(session), []
    pictures.loaded.connect(seen.append)
    wishes = [Wish(path, 96) for path in photos[:4]]
    pictures.want(wishes)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert wishes == seen


def test_that_what_is_wanted_no_more_is_dropped(session, photos, qtbot):
    pictures, seen = Pictures(session), []
    pictures.loaded.connect(seen.append)
    pictures.want([Wish(path, 96) for path in photos[:4]])
    last = Wish(photos[5], 96)
    with qtbot.waitSignal(session.bridge.idle):
        pictures.want([last])
    assert [last] == seen


def test_that_a_picture_that_cannot_be_read_is_refused(session, tmp_path, qtbot):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    pictures = Pictures(session)
    with qtbot.waitSignal(pictures.refused) as refused:
        pictures.want([Wish(broken, 96)])
    assert broken == refused.args[0].wish.path
    assert str(refused.args[0].error)


def test_that_memory_is_bounded_and_the_last_picture_stays(session, photos, qtbot):
    pictures = Pictures(session, most_bytes=1)
    wishes = [Wish(path, 96) for path in photos[:3]]
    seen = []
    pictures.loaded.connect(seen.append)
    pictures.want(wishes)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert [False, False, True] == [pictures.get(wish) is not None for wish in wishes]
