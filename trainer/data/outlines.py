"""Outlines of made objects and the perspective that turns them.

Letters in shapes: k points of an outline, x before y.
"""

import math

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

CORNERS: Points = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
"""Of the square that every outline fills, clockwise from the upper left."""

ROUND_POINTS = 48
"""Corners by which a round outline is drawn."""


def random_outline(generator: np.random.Generator) -> Points:
    """Draw an ellipse, a superellipse, a convex polygon or the full rectangle.

    Returns:
        (k, 2), a convex outline that touches all sides of the square from -1 to 1.
    """
    kind = generator.integers(4)
    if kind == 0:
        return CORNERS.copy()
    if kind == 1:
        return _polygon(generator)
    exponent = 2.0 if kind == 2 else generator.uniform(2.5, 6.0)
    return _superellipse(exponent)


def homography(source: Points, target: Points) -> Points:
    """Find the perspective map between two quadrilaterals.

    Args:
        source: (4, 2), no three points on a line.
        target: (4, 2), where they shall go.

    Returns:
        (3, 3), its last entry 1.
    """
    equations = np.zeros((8, 8))
    equations[:4, :2] = equations[4:, 3:5] = source
    equations[:4, 2] = equations[4:, 5] = 1.0
    equations[:4, 6:] = -source * target[:, :1]
    equations[4:, 6:] = -source * target[:, 1:]
    solution = np.linalg.solve(equations, target.T.reshape(8))
    return np.append(solution, 1.0).reshape(3, 3)


def mapped(matrix: Points, points: Points) -> Points:
    """Send points (k, 2) through a homography (3, 3)."""
    moved = points @ matrix[:, :2].T + matrix[:, 2]
    flat: Points = moved[:, :2] / moved[:, 2:]
    return flat


def random_quad(
    aspect: float, turn_deg: float, perspective: float, generator: np.random.Generator
) -> Points:
    """Turn and tilt the square of an object.

    Args:
        aspect: Width of the object over its height.
        turn_deg: Largest turn to either side.
        perspective: Largest move of a corner, as a share of half a side; below 0.5,
            so that the quadrilateral stays convex.
        generator: Decides.

    Returns:
        (4, 2), where `CORNERS` go; of any size and place.
    """
    moves = generator.uniform(-perspective, perspective, (4, 2))
    angle = math.radians(generator.uniform(-turn_deg, turn_deg))
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([(cosine, sine), (-sine, cosine)])
    sides = (math.sqrt(aspect), 1 / math.sqrt(aspect))
    quad: Points = (CORNERS + moves) * sides @ turn
    return quad


def _superellipse(exponent: float) -> Points:
    angles = np.arange(ROUND_POINTS) * (2 * math.pi / ROUND_POINTS)
    across = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    points: Points = np.sign(across) * np.abs(across) ** (2 / exponent)
    return points


def _polygon(generator: np.random.Generator) -> Points:
    """Draw corners on a circle, evenly enough that no side is most of it."""
    count = int(generator.integers(5, 10))
    steps = np.arange(count) + generator.uniform(-0.35, 0.35, count)
    angles = steps * (2 * math.pi / count) + generator.uniform(0, 2 * math.pi)
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    low, high = points.min(axis=0), points.max(axis=0)
    filling: Points = (points - low) / (high - low) * 2 - 1
    return filling
