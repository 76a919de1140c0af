"""What the user chooses once: looks, language, and how hard the program works."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.settings import Settings
from photosearch.gui.language import LANGUAGES
from photosearch.gui.theme import SPACE_PX

_MOST_WORKERS = 64
_MOST_CACHE_MB = 1_000_000
_CACHE_STEP_MB = 256
_SIZE_PX = (680, 650)


class PreferencesDialog(QDialog):
    """Changes the settings; every change takes effect at once.

    Signals:
        settings_changed: The new `Settings`.
        folders_asked: The user wants to see the folders.
    """

    settings_changed = Signal(object)
    folders_asked = Signal()

    def __init__(
        self, settings: Settings, library: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._library = library
        self._labels: list[QLabel] = []
        self.theme = QComboBox()
        self.language = QComboBox()
        self.folders = QPushButton()
        self.watch = QCheckBox()
        self.device = QComboBox()
        self.workers = QSpinBox()
        self.idle = QCheckBox()
        self.cache = QSpinBox()
        self._place = QLabel(str(library))
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._arrange()
        self._retranslate()
        self._show()
        self._connect()

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    # --- how it is built

    def _arrange(self) -> None:
        for field, values in (
            (self.theme, ("system", "light", "dark")),
            (self.language, ("", *LANGUAGES)),
            (self.device, ("auto", "cpu")),
        ):
            for value in values:
                field.addItem("", value)
        self.workers.setRange(0, _MOST_WORKERS)
        self.cache.setRange(0, _MOST_CACHE_MB)
        self.cache.setSingleStep(_CACHE_STEP_MB)
        self.cache.setGroupSeparatorShown(True)
        for spin in (self.workers, self.cache):
            spin.lineEdit().setTextMargins(SPACE_PX - 2, 0, 0, 0)
        self._place.setProperty("role", "muted")
        self._place.setWordWrap(True)
        form = QWidget()
        form.setLayout(self._form())
        # On a small or enlarged screen the form is longer than the screen is high.
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(form)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[3 * SPACE_PX] * 4)
        box.addWidget(area, 1)
        box.addSpacing(SPACE_PX)
        box.addWidget(self._close)
        self.resize(QSize(*_SIZE_PX).boundedTo(self.screen().availableSize()))
        fixed = QSizePolicy.Policy.Fixed
        self.folders.setSizePolicy(fixed, fixed)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, SPACE_PX, 0)
        form.setHorizontalSpacing(3 * SPACE_PX)
        form.setVerticalSpacing(SPACE_PX + SPACE_PX // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        groups = (
            (self.theme, self.language),
            (self.folders, self.watch),
            (self.device, self.workers, self.idle),
            (self.cache, self._place),
        )
        for fields in groups:
            title = QLabel()
            title.setProperty("role", "heading")
            title.setContentsMargins(0, SPACE_PX if form.rowCount() else 0, 0, 0)
            form.addRow(title)
            self._labels.append(title)
            for field in fields:
                label = QLabel()
                label.setBuddy(field)
                label.setMinimumHeight(field.sizeHint().height())
                form.addRow(label, field)
                self._labels.append(label)
        return form

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        words = (
            self.tr("Looks"),
            self.tr("&Colours"),
            self.tr("&Language"),
            self.tr("Folders"),
            "",
            "",
            self.tr("Work"),
            self.tr("Networks run &on"),
            self.tr("Photos read at the same &time"),
            "",
            self.tr("Storage"),
            self.tr("Thumbnails may &take"),
            self.tr("The library lies in"),
        )
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        self._name(
            self.theme,
            self.tr("As the system"),
            self.tr("Light"),
            self.tr("Dark"),
        )
        self._name(self.language, self.tr("As the system"), *LANGUAGES.values())
        self._name(
            self.device,
            self.tr("The graphics card where it is faster"),
            self.tr("The processor only"),
        )
        self.folders.setText(self.tr("Choose &folders…"))
        self.watch.setText(self.tr("&Pick up changes while the program runs"))
        self.idle.setText(self.tr("&Index only on mains power and while idle"))
        self.workers.setSpecialValueText(self.tr("As many as there are cores"))
        self.cache.setSpecialValueText(self.tr("No limit"))
        self.cache.setSuffix(self.tr(" MB"))
        for field, name in (
            (self.theme, self.tr("Colours")),
            (self.language, self.tr("Language")),
            (self.device, self.tr("Where networks run")),
            (self.workers, self.tr("Photos read at the same time")),
            (self.cache, self.tr("Disk space for thumbnails")),
        ):
            field.setAccessibleName(name)

    @staticmethod
    def _name(box: QComboBox, *names: str) -> None:
        for row, name in enumerate(names):
            box.setItemText(row, name)

    # --- what is chosen

    def _show(self) -> None:
        settings = self._settings
        for box, value in (
            (self.theme, settings.theme),
            (self.language, settings.language),
            (self.device, settings.device),
        ):
            # What is not known counts as the first, which is left to the system.
            box.setCurrentIndex(max(0, box.findData(value)))
        self.watch.setChecked(settings.watch)
        self.idle.setChecked(settings.work_when_idle)
        self.workers.setValue(settings.decode_workers)
        self.cache.setValue(settings.cache_mb)

    def _connect(self) -> None:
        self._close.rejected.connect(self.reject)
        self.folders.clicked.connect(self._on_folders_clicked)
        for name, box in (
            ("theme", self.theme),
            ("language", self.language),
            ("device", self.device),
        ):
            box.activated.connect(
                lambda row, name=name, box=box: self._set(name, box.itemData(row))
            )
        self.watch.toggled.connect(lambda on: self._set("watch", on))
        self.idle.toggled.connect(lambda on: self._set("work_when_idle", on))
        self.workers.valueChanged.connect(lambda n: self._set("decode_workers", n))
        self.cache.valueChanged.connect(lambda n: self._set("cache_mb", n))

    def _set(self, name: str, value: Any) -> None:
        changed = replace(self._settings, **{name: value})
        if changed != self._settings:
            self._settings = changed
            self.settings_changed.emit(changed)

    def _on_folders_clicked(self) -> None:
        self.accept()
        self.folders_asked.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
