from pathlib import Path

import pytest

from tests.trainer.drawn_people import draw_pairs
from trainer.data.faces_lfw import load_pairs
from trainer.errors import DataError


def test_that_pairs_are_read_fold_by_fold(tmp_path: Path) -> None:
    draw_pairs(tmp_path)
    pairs = load_pairs("lfw_pairs", tmp_path, tmp_path)
    named = [
        (pairs.files[first].stem, pairs.files[second].stem)
        for first, second in zip(pairs.first, pairs.second, strict=True)
    ]
    assert named[:4] == [
        ("Person_A_0001", "Person_A_0002"),
        ("Person_B_0001", "Person_B_0002"),
        ("Person_A_0001", "Person_B_0001"),
        ("Person_A_0002", "Person_B_0002"),
    ]
    assert [True, True, False, False] * 2 == pairs.same.tolist()
    assert [0] * 4 + [1] * 4 == pairs.folds.tolist()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no list of pairs"),
        ("2 2\nPerson_A 1\n", "no list of pairs"),
        ("2\t2\nPerson_A\t1\t2\n", "names 1 pairs, not 8"),
        ("1\t1\nPerson_A\t1\t2\nPerson_A\t1\tPerson_Z\t7\n", "Person_Z_0007"),
    ],
    ids=["empty", "odd", "short", "missing picture"],
)
def test_that_a_damaged_list_is_told_in_one_line(
    tmp_path: Path, text: str, words: str
) -> None:
    draw_pairs(tmp_path)
    (tmp_path / "lfw_pairs/pairs.txt").write_text(text)
    with pytest.raises(DataError, match=words):
        load_pairs("lfw_pairs", tmp_path, tmp_path)


def test_that_a_missing_list_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "lfw_pairs").mkdir()
    with pytest.raises(DataError, match="cannot read pairs"):
        load_pairs("lfw_pairs", tmp_path, tmp_path)
