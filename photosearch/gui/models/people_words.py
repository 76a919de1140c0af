"""People and what was decided about them, in words."""

from PySide6.QtCore import QObject

from photosearch.core.face_records import Action, ActionKind, Person
from photosearch.gui import messages


class _Words(QObject):
    """Words with plural forms; a class, as these are collected from `tr` alone."""

    def faces(self, count: int) -> str:
        return self.tr("%n face(s)", "", count)

    def people(self, count: int) -> str:
        return self.tr("%n person(s)", "", count)

    def who(self) -> str:
        return self.tr("Who is this?")

    def about(self, action: Action) -> str:
        """Say what was decided; its words are a name, or nothing."""
        texts = {
            ActionKind.NAME: self.tr("Named {0}"),
            ActionKind.CONFIRM: self.tr("Confirmed as {0}"),
            ActionKind.REJECT: self.tr("Not {0}"),
            ActionKind.MERGE: self.tr("Merged into {0}"),
            ActionKind.SPLIT: self.tr("Taken out of {0}"),
            ActionKind.NOT_A_FACE: self.tr("Not a face"),
            ActionKind.HIDE: self.tr("Hidden: {0}"),
            ActionKind.SHOW: self.tr("Shown again: {0}"),
            ActionKind.DRAW: self.tr("Drawn by hand"),
        }
        return texts[action.kind].format(action.words or self.tr("somebody unnamed"))


def faces(count: int) -> str:
    """Count faces."""
    return _counted(_Words().faces(count), count)


def people(count: int) -> str:
    """Count people."""
    return _counted(_Words().people(count), count)


def name_of(person: Person) -> str:
    """Return a person's name, or the question for it."""
    return person.name or _Words().who()


def about(action: Action) -> str:
    """Say what was decided, such as `Named Anna`."""
    return _Words().about(action)


def described(person: Person) -> str:
    """Say who a person is and how often there, for screen readers and tool tips."""
    return f"{name_of(person)}, {messages.photos(person.photos)}"


def _counted(text: str, count: int) -> str:
    # Qt puts the bare figure for %n.
    return text.replace(str(count), messages.number(count), 1)
