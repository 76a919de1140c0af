"""What a retraining measures of itself, one curve for each figure."""

from photosearch.spec.retraining import Stage, Stepped

_MOST = 1024


class Curves:
    """Figures over the steps of learning, thinned so that a long one stays small.

    Attributes:
        total: How many steps there will be; 0 while that is not known.
    """

    def __init__(self) -> None:
        self._points: dict[str, list[tuple[int, float]]] = {}
        self.total = 0

    def add(self, step: Stepped) -> None:
        """Take the figures of a step; those of other stages are of another kind."""
        if step.stage is not Stage.LEARNING:
            return
        self.total = step.total
        for name, value in step.figures.items():
            points = self._points.setdefault(name, [])
            # A run that goes on from its last checkpoint repeats a few steps.
            while points and points[-1][0] >= step.done:
                points.pop()
            points.append((step.done, value))
            if len(points) > _MOST:
                # The last one is always kept: it is the one that people read.
                del points[-2::-2]

    def names(self) -> tuple[str, ...]:
        """Return the figures that came, in the order in which they first did."""
        return tuple(self._points)

    def points(self, name: str) -> tuple[tuple[int, float], ...]:
        """Return steps and values of a figure, ordered by step."""
        return tuple(self._points.get(name, ()))
