from pathlib import Path

from photosearch.core.models import InstalledModel
from photosearch.gui.models.model_card import card_of
from tests.networks import parts_spec


def installed(session, is_bundled):
    return next(
        each.model
        for each in session.library.models()
        if each.model.is_bundled == is_bundled
    )


def test_that_a_model_of_the_program_has_the_card_beside_its_file(session):
    model = installed(session, is_bundled=True)
    assert model.path.with_suffix(".md").read_text(encoding="utf-8") == card_of(model)


def test_that_an_added_model_has_a_card_made_from_its_file(session):
    model = installed(session, is_bundled=False)
    card = card_of(model)
    assert card.startswith("# tiny\n")
    assert f"{model.spec.code_bits}-bit code" in card
    assert model.sha256 in card


def test_that_the_card_of_a_model_with_regions_counts_them(tmp_path: Path):
    model = InstalledModel(tmp_path / "x.onnx", "a" * 64, parts_spec(), False)
    assert "Describes 14 regions of a photo" in card_of(model)
