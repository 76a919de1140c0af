"""Loads translations: our own, and Qt's for its own dialogs."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from photosearch.core.paths import resource_folder

LANGUAGES = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""The languages there are, each under its own name."""


def install(app: QCoreApplication, language: str) -> None:
    """Show everything in another language, figures and dates as well.

    Args:
        app: The application.
        language: One of `LANGUAGES`; empty for that of the system.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    locale = QLocale(language) if language in LANGUAGES else QLocale.system()
    QLocale.setDefault(locale)
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _load(app, _spoken(locale), "qtbase", qt_folder)
    own_folder = resource_folder("translations")
    if own_folder is not None:
        _load(app, _spoken(locale), "photosearch", str(own_folder))


def _spoken(locale: QLocale) -> QLocale:
    """Choose the nearest of the languages there are, in the system's order."""
    for name in locale.uiLanguages():
        tongue = QLocale(name).language()
        for known in LANGUAGES:
            if QLocale(known).language() == tongue:
                return QLocale(known)
    return QLocale("en")


def _load(app: QCoreApplication, locale: QLocale, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(locale, name, "_", folder):
        app.installTranslator(translator)
    else:
        translator.deleteLater()
