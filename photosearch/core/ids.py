"""Numbers by which the catalog knows what it holds; none is ever used twice."""

from typing import NewType

PhotoId = NewType("PhotoId", int)
RootId = NewType("RootId", int)
FileId = NewType("FileId", int)
SearchId = NewType("SearchId", int)

FaceId = NewType("FaceId", int)
PersonId = NewType("PersonId", int)
ActionId = NewType("ActionId", int)
