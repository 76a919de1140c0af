"""The whole recipe on drawn people with a drawn teacher, in seconds."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.trainer.drawn_people import (
    DrawnTeacher,
    draw_pairs,
    draw_people,
    find_drawn,
    make_finder,
)
from trainer.data.face_looks import LookSettings
from trainer.data.faces import FaceSettings
from trainer.data.sources import Source
from trainer.data.split import Part
from trainer.errors import DataError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows
from trainer.nets.face import FaceNetSettings
from trainer.recipes import face_hash_export, face_hash_figures, face_hash_report
from trainer.recipes.face_hash import load_net, total_loss, train
from trainer.recipes.face_hash_data import known_faces, open_all
from trainer.recipes.face_hash_settings import (
    DataSettings,
    ExportSettings,
    LossWeights,
    Settings,
    TrainSettings,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def tiny_settings(root: Path, out: Path, **changes: object) -> Settings:
    return dataclasses.replace(
        Settings(
            recipe="face_hash",
            data=DataSettings(root, views=2),
            out=out,
            faces=FaceSettings(crowds=(Source("crowd"),)),
            net=FaceNetSettings((8, 12, 16), (1, 1, 1), 16, 128, 64),
            train=TrainSettings(steps=4, batch=16, threads=1),
            export=ExportSettings(name="tiny-face", licence="drawn"),
        ),
        **changes,
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Draw people and train on them once."""
    folder = tmp_path_factory.mktemp("faces")
    draw_people(folder / "data")
    draw_pairs(folder / "data")
    settings = tiny_settings(folder / "data", folder / "runs/face")
    figures = train(settings, make_finder, DrawnTeacher)
    assert -1 <= figures["val_cosine"] <= 1
    return settings


def test_that_a_finished_run_can_be_used_and_followed(drawn: Settings) -> None:
    net, is_finished = load_net(drawn)
    assert is_finished
    assert not net.training
    lines = (drawn.out / "progress.jsonl").read_text().splitlines()
    last = json.loads(lines[-1])
    assert 4 == last["step"]
    assert {"val_cosine", "val_accuracy", "val_tar_code", "val_accuracy_half"} <= set(
        last
    )


def test_that_a_run_of_other_settings_is_not_gone_on_with(drawn: Settings) -> None:
    other = dataclasses.replace(drawn, loss=LossWeights(balance=0.3))
    with pytest.raises(TrainingError, match="out=DIR"):
        train(other, make_finder, DrawnTeacher)


def test_that_a_run_goes_on_where_another_ended(
    drawn: Settings, tmp_path: Path
) -> None:
    start = str(drawn.out / "net.safetensors")
    still = TrainSettings(steps=1, batch=16, learning_rate=0, threads=1, start=start)
    look = LookSettings(mirrored=0.5, shift_px=2, hidden=0.5)
    more = dataclasses.replace(drawn, out=tmp_path / "more", train=still, look=look)
    train(more, make_finder, DrawnTeacher)
    before, after = dict(load_net(drawn)[0].named_parameters()), load_net(more)[0]
    for name, weights in after.named_parameters():
        torch.testing.assert_close(weights, before[name])
    nowhere = dataclasses.replace(still, start=str(tmp_path / "none.safetensors"))
    with pytest.raises(TrainingError, match="cannot read network"):
        train(
            dataclasses.replace(more, out=tmp_path / "x", train=nowhere),
            make_finder,
            DrawnTeacher,
        )


def test_that_the_exported_file_states_measured_thresholds(
    drawn: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "face.onnx"
    face_hash_export.export(drawn, file, [])
    spec = Encoder(file).spec
    assert ("tiny-face", 112, 64, 128) == (
        spec.name,
        spec.input_px,
        spec.code_bits,
        spec.embedding_width,
    )
    rates = ["0.0001", "0.001", "0.01"]
    assert [*rates, *[f"cosine@{rate}" for rate in rates]] == sorted(spec.thresholds)
    bits = [spec.thresholds[rate] for rate in rates]
    assert sorted(bits) == bits
    cosines = [spec.thresholds[f"cosine@{rate}"] for rate in rates]
    assert sorted(cosines, reverse=True) == cosines


def test_that_the_study_reports_pairs_people_and_speed(
    drawn: Settings, tmp_path: Path
) -> None:
    model, results = tmp_path / "face.onnx", tmp_path / "results"
    face_hash_export.export(drawn, model, [])
    rows = face_hash_figures.run(drawn, model, {"drawn": find_drawn}, DrawnTeacher)
    face_hash_report.write(results, rows, "tiny-face")
    kept = {(row.data, row.row, row.metric): row.value for row in read_rows(results)}
    # Every drawn person has colours of their own, which the teacher describes.
    assert 1.0 == kept[face_hash_figures.UNSEEN, "teacher", "rank-1"]
    assert 12 == kept[face_hash_figures.UNSEEN, "teacher", "faces"]
    assert 0 == kept["LFW, drawn", "detector", "no_face"]
    for name in ("face model, embedding", "face model, code", "teacher"):
        assert 0 <= kept["LFW, drawn", name, "accuracy"] <= 1
    assert kept["speed", "face model", "faces_per_second"] > 0
    text = (results / "report.md").read_text()
    assert "people never seen" in text
    assert (results / "lfw.png").is_file()


def test_that_seen_and_unseen_people_are_as_many(drawn: Settings) -> None:
    faces = open_all(drawn, make_finder)
    unseen = known_faces(faces, Part.HELD_OUT)
    seen = face_hash_figures.as_many_people(known_faces(faces, Part.TRAINING), unseen)
    assert len(np.unique(unseen.people)) == len(np.unique(seen.people))
    assert not set(unseen.people) & set(seen.people)


def test_that_a_picture_without_a_face_is_counted_and_its_middle_taken(
    drawn: Settings,
) -> None:
    pairs = face_hash_figures.load_pairs("lfw_pairs", drawn.data.root, drawn.out.parent)
    blind = find_drawn(np.zeros((20, 20, 3), np.uint8))
    faces, lost = face_hash_figures.central_faces(pairs, lambda _: blind)
    assert len(pairs.files) == lost
    assert (len(pairs.files), 112, 112, 3) == faces.shape


def test_that_missing_data_are_told_in_one_line(tmp_path: Path) -> None:
    settings = tiny_settings(tmp_path, tmp_path / "run")
    with pytest.raises(DataError, match=r"teacher .* is missing"):
        train(settings)
    with pytest.raises(DataError, match=r"data\.root=DIR"):
        train(settings, make_finder, DrawnTeacher)
    with pytest.raises(TrainingError, match="run train first"):
        load_net(settings)


def test_that_a_model_of_another_kind_is_refused(drawn: Settings) -> None:
    with pytest.raises(DataError, match="cannot read model"):
        face_hash_figures.run(drawn, drawn.out / "none.onnx", {}, DrawnTeacher)


def test_that_turns_are_different_and_keep_lengths() -> None:
    generator = np.random.default_rng(0)
    embeddings = generator.normal(size=(200, 16)).astype(np.float32)
    code = face_hash_export.fit_turns(embeddings, 40, seed=1)
    assert (16, 40) == code.weight.shape
    first, second, rest = (
        code.weight[:, :16],
        code.weight[:, 16:32],
        code.weight[:, 32:],
    )
    np.testing.assert_allclose(np.eye(16), first.T @ first, atol=1e-4)
    np.testing.assert_allclose(np.eye(16), second.T @ second, atol=1e-4)
    np.testing.assert_allclose(np.eye(8), rest.T @ rest, atol=1e-4)
    assert np.abs(first.T @ second).max() < 0.99


def test_that_too_few_faces_cannot_be_turned() -> None:
    with pytest.raises(DataError, match="too few"):
        face_hash_export.fit_turns(np.ones((16, 16), np.float32), 16, seed=1)


def test_that_every_term_is_part_of_the_loss() -> None:
    torch.manual_seed(0)
    said = torch.nn.functional.normalize(torch.randn(8, 16), dim=1)
    logits, answers = torch.randn(8, 32), said.flip(0)
    none = LossWeights(0, 0, 0, 0, 0, 0, 0)
    for each in dataclasses.fields(LossWeights):
        one = dataclasses.replace(none, **{each.name: 2.0})
        total, terms = total_loss(said, logits, answers, one)
        assert total.item() == pytest.approx(2 * terms[each.name].item())
        assert total.item() > 0
