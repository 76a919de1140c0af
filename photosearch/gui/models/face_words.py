"""How sure the program is of a face, in words."""

from PySide6.QtCore import QObject

from photosearch.core.face_records import Face, PeopleRule

_ALMOST_CERTAIN = 0.85
_LIKELY = 0.5
# Beyond what makes strangers unlikely: most pairs of good pictures of one person.
_CERTAIN_COSINE = 0.6


def certainty_in_words(face: Face) -> str:
    """Say how it is known whose face it is; empty where it is not."""
    return _Words().certainty(face)


def likeness_in_words(similarity: float, *, is_close: bool) -> str:
    """Say how much two faces are alike.

    Args:
        similarity: Cosine of their embeddings.
        is_close: Whether strangers are that much alike hardly ever.
    """
    return _Words().likeness(similarity, is_close)


def people_in_words(names: list[str], rule: PeopleRule) -> str:
    """Say who is to be on a photo, in a few words."""
    return _Words().people(names, rule)


class _Words(QObject):
    """A class, as words are collected from `tr` alone."""

    def certainty(self, face: Face) -> str:
        if face.person is None:
            return ""
        if face.is_confirmed:
            return self.tr("Confirmed by you")
        if face.certainty >= _ALMOST_CERTAIN:
            return self.tr("Recognised, almost certainly")
        if face.certainty >= _LIKELY:
            return self.tr("Recognised, probably")
        return self.tr("A guess")

    def likeness(self, similarity: float, is_close: bool) -> str:
        if not is_close:
            return self.tr("Only a resemblance")
        if similarity >= _CERTAIN_COSINE:
            return self.tr("Almost certainly")
        return self.tr("Probably")

    def people(self, names: list[str], rule: PeopleRule) -> str:
        match rule:
            case PeopleRule.ANY:
                return self.tr(" or ").join(names)
            case PeopleRule.ALL:
                return self.tr(" and ").join(names)
            case PeopleRule.ONLY:
                return self.tr("only {0}").format(self.tr(" and ").join(names))
            case PeopleRule.NONE:
                return self.tr("without {0}").format(self.tr(" and ").join(names))
