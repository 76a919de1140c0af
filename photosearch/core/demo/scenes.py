"""Draws pictures that look a little like photos, one function a kind of scene."""

import colorsys
import math
from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw

SIZE_PX = (480, 360)


def draw_scene(kind: str, seed: int) -> Image.Image:
    """Draw one picture; the same kind and seed give the same picture.

    Args:
        kind: A key of `SCENES`.
        seed: Chooses colours, weather, positions.
    """
    # Only drawing depends on it, so a fast generator is enough.
    random = Random(f"{kind} {seed}")
    image = SCENES[kind](random)
    grain = np.random.default_rng(seed).normal(0, 4, (*image.size[::-1], 1))
    pixels = np.asarray(image.filter(ImageFilter.SMOOTH), np.float32) + grain
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    width, height = SIZE_PX
    ramp = np.linspace(0, 1, height)[:, None]
    column = (1 - ramp) * np.array(top) + ramp * np.array(bottom)
    return Image.fromarray(np.repeat(column[:, None], width, 1).astype(np.uint8))


def _ridge(draw: Draw, random: Random, base: float, rough: float, fill: Colour) -> None:
    width, height = SIZE_PX
    phases = [(random.uniform(0, 7), 2**octave) for octave in range(5)]
    points = [(0.0, float(height))]
    for x in range(0, width + 8, 8):
        rise = sum(
            math.sin(phase + x / width * 5 * step) / step for phase, step in phases
        )
        points.append((x, height * (base - rough * rise)))
    draw.polygon([*points, (width, height)], fill=fill)


def _disc(draw: Draw, x: float, y: float, radius: float, fill: Colour) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _mountains(random: Random) -> Image.Image:
    hue = random.choice([0.55, 0.6, 0.05, 0.75])
    image = _gradient(_colour(hue, 0.5, 0.9), _colour(hue + 0.05, 0.15, 1))
    draw = ImageDraw.Draw(image)
    _disc(draw, random.uniform(80, 400), random.uniform(40, 120), 26, (255, 244, 214))
    for layer in range(4):
        shade = _colour(hue + 0.02 * layer, 0.25 + 0.1 * layer, 0.75 - 0.16 * layer)
        _ridge(draw, random, 0.5 + 0.12 * layer, 0.13 - 0.02 * layer, shade)
    return image


def _sea(random: Random) -> Image.Image:
    hue = random.uniform(0.5, 0.62)
    dusk = random.random() < 0.5
    sky = _colour(0.06, 0.6, 0.95) if dusk else _colour(hue, 0.3, 1)
    image = _gradient(_colour(hue, 0.5, 0.5 if dusk else 0.9), sky)
    draw = ImageDraw.Draw(image)
    width, height = SIZE_PX
    horizon = random.randint(150, 210)
    sun_x = random.uniform(100, 380)
    _disc(draw, sun_x, horizon - random.uniform(0, 60), 30, (255, 226, 150))
    draw.rectangle((0, horizon, width, height), fill=_colour(hue, 0.7, 0.45))
    for y in range(horizon, height, 5):
        for _ in range(6):
            x, length = random.uniform(0, width), random.uniform(10, 70)
            bright = 0.55 + 0.3 * (abs(x - sun_x) < 60)
            draw.line((x, y, x + length, y), fill=_colour(hue, 0.5, bright), width=2)
    boat = random.uniform(60, 420)
    hull = [(boat - 30, horizon + 18), (boat + 30, horizon + 18)]
    draw.polygon(
        [*hull, (boat + 18, horizon + 34), (boat - 18, horizon + 34)], "#5a3522"
    )
    sail = [(boat, horizon - 40), (boat, horizon + 14), (boat + 26, horizon + 14)]
    draw.polygon(sail, "#f5f0e6")
    return image


def _city(random: Random) -> Image.Image:
    night = random.random() < 0.5
    hue = random.uniform(0.55, 0.72)
    image = _gradient(
        _colour(hue, 0.6, 0.2 if night else 0.8),
        _colour(0.08, 0.3, 0.5 if night else 1),
    )
    draw = ImageDraw.Draw(image)
    width, height = SIZE_PX
    x = -10
    while x < width:
        across, tall = random.randint(36, 80), random.randint(90, 270)
        wall = _colour(hue, 0.2, random.uniform(0.15, 0.3) if night else 0.55)
        draw.rectangle((x, height - tall, x + across, height), fill=wall)
        for row in range(height - tall + 10, height - 10, 18):
            for column in range(x + 6, x + across - 8, 14):
                lit = random.random() < 0.55
                pane = (
                    _colour(0.13, 0.6, 1) if night and lit else _colour(hue, 0.3, 0.35)
                )
                draw.rectangle((column, row, column + 7, row + 9), fill=pane)
        x += across + random.randint(0, 8)
    return image


def _flowers(random: Random) -> Image.Image:
    image = _gradient(_colour(0.3, 0.5, 0.55), _colour(0.33, 0.7, 0.3))
    draw = ImageDraw.Draw(image)
    width, height = SIZE_PX
    hue = random.random()
    for _ in range(400):
        x, y = random.uniform(0, width), random.uniform(0, height)
        blade = _colour(random.uniform(0.25, 0.38), 0.6, random.uniform(0.25, 0.6))
        draw.line((x, y, x + random.uniform(-8, 8), y - 30), fill=blade, width=3)
    for _ in range(random.randint(5, 11)):
        x, y = random.uniform(40, width - 40), random.uniform(40, height - 40)
        radius, petals = random.uniform(18, 40), random.randint(5, 9)
        tint = _colour(hue + random.uniform(-0.04, 0.04), 0.75, 0.95)
        for petal in range(petals):
            angle = math.tau * petal / petals
            reach_x, reach_y = radius * math.cos(angle), radius * math.sin(angle)
            _disc(draw, x + reach_x, y + reach_y, radius * 0.55, tint)
        _disc(draw, x, y, radius * 0.5, _colour(0.13, 0.8, 0.95))
    return image


def _forest(random: Random) -> Image.Image:
    hue = random.choice([0.28, 0.33, 0.09])
    image = _gradient(_colour(hue, 0.2, 0.95), _colour(hue, 0.5, 0.35))
    draw = ImageDraw.Draw(image)
    width, height = SIZE_PX
    for depth in range(3):
        for _ in range(9 - depth):
            x = random.uniform(-20, width + 20)
            foot, tall = height * (0.65 + 0.17 * depth), random.uniform(150, 240)
            green = _colour(hue + random.uniform(-0.02, 0.02), 0.55, 0.6 - 0.17 * depth)
            draw.rectangle((x - 5, foot - 30, x + 5, foot), fill="#4a3324")
            for tier in range(4):
                top, half = foot - tall + tier * tall * 0.2, 16 + 13 * tier
                draw.polygon(
                    [(x, top), (x - half, top + 70), (x + half, top + 70)], green
                )
    return image


def _desert(random: Random) -> Image.Image:
    image = _gradient(_colour(0.58, random.uniform(0.3, 0.6), 0.95), (250, 236, 205))
    draw = ImageDraw.Draw(image)
    hue = random.uniform(0.06, 0.11)
    for layer in range(3):
        sand = _colour(hue, 0.45 + 0.1 * layer, 0.95 - 0.14 * layer)
        _ridge(draw, random, 0.6 + 0.13 * layer, 0.05, sand)
    for _ in range(random.randint(2, 5)):
        x, foot = random.uniform(40, 440), random.uniform(250, 340)
        tall, green = random.uniform(50, 100), _colour(0.32, 0.6, 0.4)
        draw.rounded_rectangle((x - 9, foot - tall, x + 9, foot), 9, green)
        for side in (-1, 1):
            arm, at = x + side * 26, foot - tall * random.uniform(0.4, 0.7)
            draw.line((x, at, arm, at), fill=green, width=10)
            draw.line((arm, at + 4, arm, at - 26), fill=green, width=10)
    return image


def _fruit(random: Random) -> Image.Image:
    wood = _colour(0.08, random.uniform(0.3, 0.6), random.uniform(0.4, 0.7))
    image = _gradient(_colour(0.1, 0.1, 0.9), wood)
    draw = ImageDraw.Draw(image)
    draw.ellipse((70, 190, 410, 330), fill=_colour(random.random(), 0.15, 0.95))
    draw.ellipse((100, 205, 380, 312), fill=_colour(0.1, 0.05, 0.85))
    hues = random.sample([0.0, 0.03, 0.08, 0.15, 0.25, 0.8], 2)
    for index in range(random.randint(5, 9)):
        x, y = random.uniform(140, 340), random.uniform(170, 265)
        radius, hue = random.uniform(28, 44), hues[index % 2]
        _disc(draw, x, y, radius, _colour(hue, 0.85, 0.8))
        _disc(draw, x - radius / 3, y - radius / 3, radius / 4, _colour(hue, 0.3, 1))
        draw.line((x, y - radius, x + 6, y - radius - 14), fill="#4a3324", width=4)
    return image


def _night_sky(random: Random) -> Image.Image:
    hue = random.uniform(0.6, 0.75)
    image = _gradient(_colour(hue, 0.8, 0.08), _colour(hue, 0.6, 0.35))
    draw = ImageDraw.Draw(image)
    for _ in range(350):
        x, y = random.uniform(0, 480), random.uniform(0, 330)
        _disc(draw, x, y, random.choice([0.6, 1, 1, 1.8]), (240, 240, 255))
    if random.random() < 0.6:
        x, y = random.uniform(80, 400), random.uniform(50, 140)
        _disc(draw, x, y, 34, (245, 240, 214))
        _disc(draw, x + 14, y - 6, 30, _colour(hue, 0.75, 0.14))
    _ridge(draw, random, 0.88, 0.05, (8, 10, 18))
    return image


SCENES: dict[str, Callable[[Random], Image.Image]] = {
    "mountains": _mountains,
    "sea": _sea,
    "city": _city,
    "flowers": _flowers,
    "forest": _forest,
    "desert": _desert,
    "fruit": _fruit,
    "night sky": _night_sky,
}
