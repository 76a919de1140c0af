"""People and what was decided about them, in words."""

from PySide6.QtCore import QObject

from photosearch.core.face_records import Person
from photosearch.gui import messages


class _Words(QObject):
    """Words with plural forms; a class, as these are collected from `tr` alone."""

    def faces(self, count: int) -> str:
        return self.tr("%n face(s)", "", count)

    def people(self, count: int) -> str:
        return self.tr("%n person(s)", "", count)

    def who(self) -> str:
        return self.tr("Who is this?")


def faces(count: int) -> str:
    """Count faces."""
    return _counted(_Words().faces(count), count)


def people(count: int) -> str:
    """Count people."""
    return _counted(_Words().people(count), count)


def name_of(person: Person) -> str:
    """Return a person's name, or the question for it."""
    return person.name or _Words().who()


def described(person: Person) -> str:
    """Say who a person is and how often there, for screen readers and tool tips."""
    return f"{name_of(person)}, {messages.photos(person.photos)}"


def _counted(text: str, count: int) -> str:
    # Qt puts the bare figure for %n.
    return text.replace(str(count), messages.number(count), 1)
