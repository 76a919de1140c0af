from photosearch.gui.models.curves import Curves
from photosearch.spec.retraining import Stage, Stepped


def step(done, stage=Stage.LEARNING, **figures):
    return Stepped(stage, done, 5000, 0, None, figures)


def test_that_each_figure_has_a_curve():
    curves = Curves()
    curves.add(step(1, loss=2.0))
    curves.add(step(2, loss=1.5, held_out=0.7))
    assert ("loss", "held_out") == curves.names()
    assert ((1, 2.0), (2, 1.5)) == curves.points("loss")
    assert ((2, 0.7),) == curves.points("held_out")
    assert 5000 == curves.total


def test_that_figures_of_other_stages_are_no_points():
    curves = Curves()
    curves.add(step(1, Stage.MEASURING, held_out=0.9))
    assert () == curves.names()
    assert () == curves.points("held_out")


def test_that_what_is_learned_again_replaces_what_was():
    curves = Curves()
    for done, loss in ((10, 3.0), (20, 2.0), (30, 1.0), (15, 2.5), (20, 2.1)):
        curves.add(step(done, loss=loss))
    assert ((10, 3.0), (15, 2.5), (20, 2.1)) == curves.points("loss")


def test_that_a_long_curve_is_thinned_from_end_to_end():
    curves = Curves()
    for done in range(5000):
        curves.add(step(done, loss=float(done)))
    points = curves.points("loss")
    assert 500 < len(points) <= 1024
    assert (4999, 4999.0) == points[-1]
    assert points[0][0] < 20
    assert list(points) == sorted(set(points))
