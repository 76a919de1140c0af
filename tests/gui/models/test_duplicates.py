import shutil

import pytest

from photosearch.core.records import DuplicateGroup, Likeness
from photosearch.gui.models.duplicates import (
    DuplicatesModel,
    Fact,
    candidates,
    differing,
    spare_bytes,
)


@pytest.fixture
def group(home, session, photos):
    """Give a photo that lies in two places."""
    shutil.copy2(photos[3], home.photos / "copy.jpg")
    list(session.library.refresh())
    photo = next(
        each
        for each in session.library.photos(session.library.list_photos().ids.tolist())
        if len(each.paths) == 2
    )
    return DuplicateGroup(Likeness.EXACT, (photo,))


@pytest.fixture
def model(session):
    return DuplicatesModel(session)


def test_that_every_file_of_a_group_is_a_candidate(group, photos):
    files = candidates(group)
    assert {photos[3], photos[3].with_name("copy.jpg")} == {each.path for each in files}
    assert photos[3].stat().st_size == spare_bytes(group)


def test_that_copies_differ_in_their_names_only(group):
    assert {Fact.NAME} == differing(candidates(group))


def test_that_only_groups_of_one_kind_are_shown(group, model, qtmodeltester):
    near = DuplicateGroup(Likeness.NEAR, group.photos)
    model.add(group)
    model.add(near)
    assert (1, 1) == (model.rowCount(), model.count(Likeness.NEAR))
    assert model.index(0).data(DuplicatesModel.GROUP_ROLE) is group
    model.show_kind(Likeness.NEAR)
    assert model.index(0).data(DuplicatesModel.GROUP_ROLE) is near
    qtmodeltester.check(model)


@pytest.mark.parametrize("shown", [Likeness.EXACT, Likeness.NEAR])
def test_that_a_settled_group_comes_back_to_its_row(group, model, shown):
    others = [DuplicateGroup(Likeness.EXACT, group.photos * n) for n in (2, 3)]
    for each in (others[0], group, others[1]):
        model.add(each)
    model.show_kind(shown)
    row = model.drop(group)
    assert (1, 2) == (row, model.count(Likeness.EXACT))
    model.add(group, row)
    model.show_kind(Likeness.EXACT)
    assert model.index(1).data(DuplicatesModel.GROUP_ROLE) is group


def test_that_photos_that_have_gone_leave_their_groups(session, group, model):
    first, second, third = session.library.photos(
        session.library.list_photos().ids.tolist()
    )[:3]
    model.show_kind(Likeness.NEAR)
    model.add(DuplicateGroup(Likeness.NEAR, (first, second, third)))
    model.add(DuplicateGroup(Likeness.NEAR, (second, third)))
    assert (True, False) == (model.forget([second.id]), model.forget([second.id]))
    assert 1 == model.rowCount()
    left = model.index(0).data(DuplicatesModel.GROUP_ROLE)
    assert (first, third) == left.photos
