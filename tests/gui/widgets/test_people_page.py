from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from photosearch.core.face_records import ActionKind, FaceOrder, PeopleFilter
from photosearch.core.ids import PersonId
from photosearch.core.library import Query
from photosearch.core.records import Filter
from photosearch.gui import messages
from photosearch.gui.models.searches import SearchesModel
from photosearch.gui.widgets.name_editor import NameEditor
from photosearch.gui.widgets.people_page import PeoplePage
from photosearch.gui.widgets.person_delegate import cover_rect, name_rect
from tests.albums import ADA, GRACE
from tests.faces import DrawnFace, save_faces

_Key = Qt.Key


@pytest.fixture
def session(album_session):
    return album_session


@pytest.fixture
def page(session, persons, qtbot):
    page = PeoplePage(session)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.resize(1000, 700)
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.waitUntil(page.grid.isVisible)
    page.setFocus()
    return page


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page.decisions.is_busy)


def person(page, who):
    return page.model.person(who)


def choose(page, *people):
    page.grid.clearSelection()
    for who in people:
        page.grid.selectionModel().setCurrentIndex(
            page.model.index(page.model.row_of(who)),
            page.grid.selectionModel().SelectionFlag.Select,
        )


def name(session, who):
    return session.library.person(who).name


def press(qtbot, widget, key, keys=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, keys)


def write(qtbot, text):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClicks(QApplication.focusWidget(), text)
    qtbot.keyClick(QApplication.focusWidget(), _Key.Key_Return)


def open_person(page, who, qtbot):
    with qtbot.waitSignal(page.pane.faces.read):
        page.open_person(person(page, who))


def select_face(page, row):
    page.pane.grid.setCurrentIndex(page.pane.faces.index(row))
    return page.pane.faces.items[row].id


# --- names


def test_that_people_are_counted_and_named_on_their_card(session, page, persons, qtbot):
    qtbot.waitUntil(lambda: page.bar.summary.text() == "2 person(s) · 7 face(s)")
    choose(page, persons[ADA])
    press(qtbot, page.grid, _Key.Key_F2)
    write(qtbot, "Ada King")
    qtbot.waitUntil(lambda: name(session, persons[ADA]) == "Ada King")
    qtbot.waitUntil(lambda: page.note.text() == "Named Ada King.")
    assert page.undo.isVisible()


def test_that_a_click_on_the_name_lets_it_be_written(session, page, persons, qtbot):
    card = page.grid.visualRect(page.model.index(page.model.row_of(persons[GRACE])))
    place = name_rect(card, page.grid.font()).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    write(qtbot, "Grace")
    qtbot.waitUntil(lambda: name(session, persons[GRACE]) == "Grace")


def test_that_a_click_on_the_face_selects_alone(page, persons, qtbot):
    card = page.grid.visualRect(page.model.index(page.model.row_of(persons[GRACE])))
    place = cover_rect(card).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [persons[GRACE]] == [each.id for each in page.grid.selected()]
    assert not page.grid.viewport().findChildren(NameEditor)


def test_that_escape_writes_no_name(session, page, persons, qtbot):
    choose(page, persons[ADA])
    press(qtbot, page.grid, _Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "Ada")
    press(qtbot, QApplication.focusWidget(), _Key.Key_Escape)
    assert () == session.library.actions(5)
    assert not page.decisions.is_busy


def test_that_letters_in_a_name_are_no_shortcuts(session, page, persons, qtbot):
    choose(page, persons[ADA])
    press(qtbot, page.grid, _Key.Key_F2)
    write(qtbot, "hymns")
    qtbot.waitUntil(lambda: name(session, persons[ADA]) == "hymns")
    assert not person(page, persons[ADA]).is_hidden


def test_that_a_known_name_asks_before_it_merges(session, page, persons, qtbot):
    page.acts.name(person(page, persons[ADA]), "Ada")
    qtbot.waitUntil(lambda: page.model.named("Ada") is not None)
    page.acts.name(person(page, persons[GRACE]), "ada")
    assert page.question.isVisible()
    page.question.no.click()
    assert name(session, persons[GRACE]) is None
    page.acts.name(person(page, persons[GRACE]), "ada")
    page.question.yes.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert ("Ada", 7) == (page.model.items[0].name, page.model.items[0].faces)


# --- several people


def test_that_selected_people_are_merged_and_parted_again(page, persons, qtbot):
    choose(page, persons[ADA], persons[GRACE])
    press(qtbot, page.grid, _Key.Key_M)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    press(qtbot, page.grid, _Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.note.text().startswith("Undone: Merged")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, page.grid, _Key.Key_Z, both)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_that_a_merge_that_loses_a_name_asks(session, page, persons, qtbot):
    for who, called in ((ADA, "Ada"), (GRACE, "Grace")):
        page.acts.name(person(page, persons[who]), called)
    qtbot.waitUntil(lambda: page.model.names() == ["Ada", "Grace"])
    choose(page, persons[ADA], persons[GRACE])
    page.merge_selected()
    assert "Ada" in page.question.text.text()
    assert "Grace" in page.question.text.text()
    page.question.no.click()
    assert 2 == page.model.rowCount()


def test_that_all_who_are_selected_are_merged_once_the_lost_names_are_agreed_to(
    session, page, persons, qtbot
):
    joan, nobody = (
        session.library.split_off([face.id])
        for face in session.library.faces_of(persons[ADA])[1:3]
    )
    called = {persons[ADA]: "Ada", persons[GRACE]: "Grace", joan: "Joan"}
    for who, name_of_it in called.items():
        session.library.name_person(who, name_of_it)
    session.people_changed.emit()
    qtbot.waitUntil(lambda: page.model.names() == ["Ada", "Grace", "Joan"])
    choose(page, *called, nobody)
    page.merge_selected()
    asked = page.question.text.text()
    assert all(each in asked for each in called.values())
    page.question.yes.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert ("Grace", 7) == (page.model.items[0].name, page.model.items[0].faces)


def test_that_one_person_is_not_merged(session, page, persons):
    choose(page, persons[ADA])
    page.merge_selected()
    assert not page.decisions.is_busy


def test_that_people_are_hidden_and_shown_again(page, persons, qtbot):
    choose(page, persons[GRACE])
    press(qtbot, page.grid, _Key.Key_H)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.bar.hidden.click()
    assert [persons[GRACE]] == [each.id for each in page.model.items]
    choose(page, persons[GRACE])
    page.hide_selected()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page._empty.isVisible()
    page.bar.hidden.click()
    assert 2 == page.model.rowCount()


def test_that_only_those_are_said_to_be_hidden_who_are(session, page, persons, qtbot):
    grace = person(page, persons[GRACE])
    with qtbot.waitSignal(session.failed):
        page.acts.hide([replace(grace, id=PersonId(999))], is_hidden=True)
    assert "" == page.note.text()
    with qtbot.waitSignal(session.failed):
        page.acts.hide([grace, replace(grace, id=PersonId(999))], is_hidden=True)
    assert "1 person(s) hidden." == page.note.text()


def test_that_everybody_can_be_hidden_at_once(session, page, persons, qtbot):
    page.grid.selectAll()
    page.hide_selected()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    settled(page, qtbot)
    assert 2 == len(session.library.people(hidden=True))


# --- one person


def test_that_enter_opens_a_person_and_escape_leaves(page, persons, qtbot):
    choose(page, persons[ADA])
    press(qtbot, page.grid, _Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 4)
    assert page.pane.isVisible()
    press(qtbot, page.pane.grid, _Key.Key_Escape)
    if page.is_at_person:
        press(qtbot, page.pane.grid, _Key.Key_Escape)
    assert page.grid.isVisible()
    assert 0 == page.pane.faces.rowCount()


def test_that_a_face_is_taken_out_by_a_key_and_comes_back(
    session, page, persons, qtbot
):
    open_person(page, persons[ADA], qtbot)
    face = select_face(page, 2)
    press(qtbot, page.pane.grid, _Key.Key_Delete)
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 3)
    assert session.library.face(face).person != persons[ADA]
    page.undo.click()
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 4)


def test_that_a_face_is_confirmed_by_a_key(session, page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    face = select_face(page, 1)
    press(qtbot, page.pane.grid, _Key.Key_C)
    settled(page, qtbot)
    assert session.library.face(face).is_confirmed


def test_that_what_is_no_face_goes(session, page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    face = select_face(page, 0)
    press(qtbot, page.pane.grid, _Key.Key_X)
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 3)
    assert session.library.face(face) is None or face not in [
        each.id for each in session.library.faces_of_nobody(50)
    ]


def test_that_faces_are_split_off_as_another_person(session, page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    page.pane.grid.selectAll()
    page.pane.grid.selectionModel().select(
        page.pane.faces.index(0),
        page.pane.grid.selectionModel().SelectionFlag.Deselect,
    )
    assert "3 face(s)" == page.pane.selection.words.text()
    press(qtbot, page.pane.grid, _Key.Key_T)
    qtbot.waitUntil(lambda: len(page.model.people) == 3)
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 1)


def test_that_selected_faces_get_a_name_of_their_own(session, page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    face = select_face(page, 0)
    page.pane.selection.name.setFocus()
    write(qtbot, "Joan")
    qtbot.waitUntil(lambda: page.model.named("Joan") is not None)
    assert page.model.named("Joan").id == session.library.face(face).person
    qtbot.waitUntil(lambda: page.pane.faces.rowCount() == 3)


def test_that_nothing_is_decided_without_a_selection(session, page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    page.pane.grid.clearSelection()
    assert not page.pane.selection.isVisible()
    for key in (_Key.Key_C, _Key.Key_X, _Key.Key_T, _Key.Key_Delete):
        press(qtbot, page.pane.grid, key)
    assert () == session.library.actions(5)
    assert not page.decisions.is_busy


def test_that_the_open_person_is_named_and_the_title_follows(
    session, page, persons, qtbot
):
    open_person(page, persons[ADA], qtbot)
    press(qtbot, page.pane.grid, _Key.Key_F2)
    write(qtbot, "Ada")
    qtbot.waitUntil(lambda: page.pane.heading.text() == "Ada")


def test_that_who_vanishes_is_left(page, persons, qtbot):
    open_person(page, persons[GRACE], qtbot)
    page.acts.merge(person(page, persons[ADA]), [person(page, persons[GRACE])])
    qtbot.waitUntil(lambda: page.grid.isVisible())


def test_that_the_least_certain_faces_come_first_on_demand(page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    with qtbot.waitSignal(page.pane.faces.read):
        page.pane.order.setCurrentIndex(1)
        page.pane.order.activated.emit(1)
    assert FaceOrder.LEAST_CERTAIN is page.pane.faces.order


def test_that_photos_of_a_person_and_of_a_face_are_asked_for(page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    with qtbot.waitSignal(page.photos_asked) as asked:
        page.pane.photos.click()
    assert [persons[ADA]] == asked.args
    select_face(page, 0)
    with qtbot.waitSignal(page.photo_activated) as activated:
        page.pane.grid.activated.emit(page.pane.faces.index(0))
    assert [page.pane.faces.items[0].photo] == activated.args


# --- suggestions


@pytest.fixture
def asked(session, page, persons, qtbot):
    """Call one of Ada's faces Ada, so that the others are asked about."""
    first, *others = session.library.faces_of(persons[ADA])
    session.library.name_faces([first.id], "Ada")
    session.people_changed.emit()
    qtbot.waitUntil(page.card.isVisible)
    qtbot.waitUntil(lambda: page.card.question.text() == "Is this Ada?")
    return {face.id for face in others}


def faces_of_ada(session):
    library = session.library
    return {face.id for face in library.faces_of(library.find_person("Ada").id)}


def test_that_yes_confirms_the_whole_group(session, page, asked, qtbot):
    assert asked == set(page.suggestions.current.faces)
    press(qtbot, page.grid, _Key.Key_Y)
    assert not page.card.isVisible()
    qtbot.waitUntil(lambda: asked < faces_of_ada(session))
    settled(page, qtbot)
    assert page.suggestions.current is None


def test_that_no_is_not_asked_again_until_it_is_undone(session, page, asked, qtbot):
    press(qtbot, page.grid, _Key.Key_N)
    settled(page, qtbot)
    assert () == session.library.suggestions()
    page.show_all()
    qtbot.waitUntil(lambda: session.bridge.is_idle, timeout=60_000)
    assert not page.card.isVisible()
    press(qtbot, page.grid, _Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.card.isVisible)


def test_that_what_is_skipped_stays_open(session, page, asked, qtbot):
    press(qtbot, page.grid, _Key.Key_S)
    assert not page.card.isVisible()
    assert not page.decisions.is_busy
    assert 1 == len(session.library.suggestions())
    session.people_changed.emit()
    qtbot.waitUntil(lambda: session.bridge.is_idle, timeout=60_000)
    assert not page.card.isVisible()


def test_that_a_person_is_asked_about_alone(session, page, asked, persons, qtbot):
    open_person(page, persons[GRACE], qtbot)
    qtbot.waitUntil(lambda: not page.card.isVisible())
    page.show_person(session.library.find_person("Ada").id)
    qtbot.waitUntil(page.card.isVisible)


def test_that_nothing_is_asked_where_nothing_is_suggested(page):
    assert page.suggestions.current is None
    assert not page.card.isVisible()


# --- history


def test_that_any_decision_is_undone_from_the_list(session, page, persons, qtbot):
    page.acts.name(person(page, persons[ADA]), "Ada")
    page.acts.name(person(page, persons[GRACE]), "Grace")
    page.bar.history.click()
    assert page.history.isVisible()
    qtbot.waitUntil(lambda: page.history.model.rowCount() == 2)
    page.history.list.setCurrentIndex(page.history.model.index(1))
    page.history.button.click()
    qtbot.waitUntil(lambda: name(session, persons[ADA]) is None)
    assert "Grace" == name(session, persons[GRACE])
    qtbot.waitUntil(lambda: page.history.button.text() == "Do it again")
    page.history.button.click()
    qtbot.waitUntil(lambda: name(session, persons[ADA]) == "Ada")


# --- on and off


def test_that_faces_are_deleted_only_after_a_yes(session, page, qtbot):
    page.bar.delete_all.trigger()
    page.question.no.click()
    assert 7 == session.library.face_counts().faces
    page.bar.delete_all.trigger()
    page.question.yes.click()
    qtbot.waitUntil(page.offer.isVisible)
    assert 0 == session.library.face_counts().faces
    assert not session.library.faces_are_on()


def test_that_searches_for_people_who_were_deleted_are_shown_no_more(
    session, page, persons, qtbot
):
    session.library.name_person(persons[ADA], "Ada")
    searches = SearchesModel(session)
    ada = PeopleFilter((persons[ADA],))
    with qtbot.waitSignal(searches.modelReset):
        searches.save("Ada", Query((), Filter(people=(ada,))))
    assert 1 == searches.rowCount()
    page.bar.delete_all.trigger()
    page.question.yes.click()
    qtbot.waitUntil(lambda: searches.rowCount() == 0)


def test_that_faces_are_looked_for_only_once_that_is_asked(session, page, qtbot):
    session.library.delete_faces()
    session.people_changed.emit()
    qtbot.waitUntil(page.offer.isVisible)
    assert not session.library.faces_are_on()
    count = messages.photos(session.library.photo_count())
    assert session.library.photo_count() > 0
    said = [label.text() for label in page.offer.findChildren(QLabel)]
    assert any(f"Each of your {count} is looked at once" in text for text in said)
    page.offer.look.click()
    qtbot.waitUntil(lambda: page.faces.task is not None)
    assert session.library.faces_are_on()
    session.tasks.cancel(page.faces.task)
    assert page.faces.task is None


def test_that_names_are_kept_where_that_is_wished(session, page, persons, qtbot):
    session.library.name_person(persons[ADA], "Ada")
    page.bar.delete.trigger()
    page.question.yes.click()
    qtbot.waitUntil(page.offer.isVisible)
    session.library.switch_faces_on("tiny-detector", "tiny-face")
    page.faces.look_for_faces()
    assert "Looking for faces" == page.faces.task.title

    def is_back():
        ada = page.model.named("Ada")
        return ada is not None and ada.faces == 4

    qtbot.waitUntil(is_back, timeout=60_000)
    qtbot.waitUntil(page.grid.isVisible)


def test_that_faces_are_looked_for_no_longer_but_kept(session, page, qtbot):
    page.bar.switch_off.trigger()
    qtbot.waitUntil(lambda: not page.faces.is_on)
    assert not session.library.faces_are_on()
    assert page.grid.isVisible()
    assert not page.bar.group.isEnabled()


def test_that_people_of_new_photos_appear(session, page, tmp_path, qtbot):
    for number in range(3):
        face = DrawnFace(3, 30 + 20 * number, 40, 90)
        save_faces(tmp_path / "more" / f"{number}.jpg", face, seed=20 + number)
    session.add_folders([tmp_path / "more"])
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=60_000)


def test_that_grouping_anew_keeps_names_and_is_a_task(session, page, persons, qtbot):
    page.acts.name(person(page, persons[ADA]), "Ada")
    settled(page, qtbot)
    page.bar.group.trigger()
    assert "Grouping faces" == page.faces.task.title
    qtbot.waitUntil(lambda: page.faces.task is None)
    assert "Ada" == name(session, persons[ADA])
    assert [ActionKind.NAME] == [each.kind for each in session.library.actions(5)]


def test_that_every_control_has_a_name(page, persons, qtbot):
    open_person(page, persons[ADA], qtbot)
    select_face(page, 0)
    for widget in page.findChildren(type(page.bar.more)):
        assert widget.accessibleName() or widget.text() or not widget.isVisible()
    for widget in (page.grid, page.pane.grid, page.bar.finder, page.bar.least):
        assert widget.accessibleName()


def test_that_a_name_is_found_and_nobody_is_said_to_be_like_another(page, qtbot):
    page.bar.finder.setText("nobody of this name")
    assert page._empty.isVisible()
    page.bar.finder.setText("")
    assert page.grid.isVisible()
