import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from photosearch.core.paths import resource_folder
from photosearch.gui import language, messages
from photosearch.gui.language import LANGUAGES
from photosearch.gui.widgets.sidebar import Page, Sidebar
from tests.programs import ROOT

FOLDER = resource_folder("translations")
TOOLS = Path(sys.executable).parent
FOREIGN = [each for each in LANGUAGES if each != "en"]


@pytest.fixture
def app(qapp):
    before = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def messages_in(file):
    return ElementTree.parse(file).getroot().iter("message")


def test_that_the_window_changes_its_language_while_it_is_open(app, qtbot):
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    button = sidebar.buttons[Page.FOLDERS]
    language.install(app, "de")
    qtbot.waitUntil(lambda: button.text() == "Ordner")
    language.install(app, "zh_CN")
    qtbot.waitUntil(lambda: button.text() == "文件夹")
    language.install(app, "en")
    qtbot.waitUntil(lambda: button.text() == "Folders")


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [
        ("en", "1 photo", "1,234 photos"),
        ("de", "1 Foto", "1.234 Fotos"),
        ("zh_CN", "1 张照片", "1,234 张照片"),
    ],
)
def test_that_plurals_and_figures_follow_the_language(app, name, one, many):
    language.install(app, name)
    assert one == messages.photos(1)
    assert many == messages.photos(1234)


def test_that_the_dialogs_of_qt_are_translated_too(app):
    language.install(app, "de")
    assert "Abbrechen" == QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_that_an_unknown_language_is_that_of_the_system(app):
    language.install(app, "xx")
    assert QLocale.system() == QLocale()


@pytest.mark.parametrize("name", LANGUAGES)
def test_that_every_word_of_the_window_is_translated(name, tmp_path):
    file = tmp_path / f"photosearch_{name}.ts"
    shutil.copy(FOLDER / file.name, file)
    sources = sorted(map(str, (ROOT / "photosearch" / "gui").rglob("*.py")))
    only = ["-pluralonly"] if name == "en" else []
    subprocess.run(
        [
            TOOLS / "pyside6-lupdate",
            *(*only, "-no-obsolete", "-locations", "none"),
            *(*sources, "-ts", file),
        ],
        check=True,
        capture_output=True,
    )
    missing = [
        message.findtext("source")
        for message in messages_in(file)
        if message.find("translation").get("type") == "unfinished"
    ]
    assert [] == missing, "run packaging/translations.py and translate these"


@pytest.mark.parametrize("name", FOREIGN)
def test_that_translations_keep_what_is_filled_in(name):
    for message in messages_in(FOLDER / f"photosearch_{name}.ts"):
        source = message.findtext("source")
        translation = message.find("translation")
        forms = [each.text for each in translation] or [translation.text]
        for form in forms:
            assert parts(source) == parts(form), form


def parts(text):
    return sorted(re.findall(r"\{[^}]*\}|%n", text))


@pytest.mark.parametrize("name", FOREIGN)
def test_that_letters_of_one_menu_differ_in_every_language(app, name, qtbot):
    from photosearch.gui.widgets.menus import Menus

    language.install(app, name)
    menus = Menus()
    qtbot.addWidget(menus)
    for top in menus.actions():
        texts = [each.text() for each in top.menu().actions() if each.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(letters) == len(set(letters)), texts


@pytest.mark.parametrize("name", LANGUAGES)
def test_that_what_the_program_loads_is_what_was_translated(name, tmp_path):
    built = tmp_path / "built.qm"
    subprocess.run(
        [
            TOOLS / "pyside6-lrelease",
            "-removeidentical",
            FOLDER / f"photosearch_{name}.ts",
            "-qm",
            built,
        ],
        check=True,
        capture_output=True,
    )
    assert built.read_bytes() == (FOLDER / f"photosearch_{name}.qm").read_bytes()
