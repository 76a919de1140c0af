import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.spec.retraining import Failed, from_line
from tests.programs import run
from trainer.__main__ import main
from trainer.evaluation.report import Row, write_rows

RECIPE = Path(__file__).parents[2] / "trainer" / "recipes" / "distill.toml"


def test_that_a_missing_data_folder_is_one_line(tmp_path, capsys):
    teacher = "data.teacher=teacher.tflite"
    arguments = ["train", str(RECIPE), f"data.root={tmp_path}", f"out={tmp_path}"]
    assert main([*arguments, teacher]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1].startswith(("teacher ", "the teacher needs"))


def test_that_an_unknown_key_is_one_line(capsys):
    assert main(["train", str(RECIPE), "train.stepz=1"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("unknown key 'train.stepz' (known: average, batch, ")
    assert error.count("\n") == 1


def test_that_an_unknown_recipe_is_one_line(tmp_path, capsys):
    file = tmp_path / "other.toml"
    file.write_text('recipe = "alchemy"\n')
    assert main(["train", str(file)]) == 1
    assert (
        "recipe 'alchemy' is not known (known: distill, deep_retrieval, infogan_hash"
        in capsys.readouterr().err
    )


def test_that_wrong_usage_exits_with_2(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["teach"])
    assert caught.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_that_a_missing_extra_is_one_line():
    hide = "import sys; sys.modules['torch'] = None; sys.argv = ['trainer', 'compare', "
    code = f"{hide}'x']\nfrom trainer.__main__ import main\nraise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=RECIPE.parents[2],
    )
    assert done.returncode == 1
    expected = "the trainer needs the package torch: pip install 'photosearch[train]'\n"
    assert done.stderr == expected


def test_that_compare_shows_results_side_by_side(tmp_path, capsys):
    for name, value in (("first", 0.5), ("second", 0.25)):
        row = Row("student", "map@all", 256, 0, value, "held-out", "cpu", 1.0, "abc")
        write_rows(tmp_path / name, [row])
    assert main(["compare", str(tmp_path / "first"), str(tmp_path / "second")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| data | row | metric | first | second |"
    assert lines[2] == "| held-out | student | map@all | 0.5 | 0.25 |"


def test_that_missing_results_are_one_line(tmp_path, capsys):
    assert main(["compare", str(tmp_path)]) == 1
    assert "cannot read results" in capsys.readouterr().err


def test_that_a_shipped_recipe_is_found_anywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["train", "distill.toml", "train.stepz=1"]) == 1
    assert capsys.readouterr().err.startswith("unknown key 'train.stepz'")


def test_that_a_recipe_of_ones_own_comes_before_a_shipped_one(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "distill.toml").write_text('recipe = "alchemy"\n')
    assert main(["train", "distill.toml"]) == 1
    assert "recipe 'alchemy' is not known" in capsys.readouterr().err


def test_that_a_recipe_that_is_nowhere_is_one_line(tmp_path, capsys):
    assert main(["train", str(tmp_path / "distill.toml")]) == 1
    assert capsys.readouterr().err.startswith("cannot read recipe ")


def test_that_a_recipe_without_an_estimate_says_so(capsys):
    assert main(["estimate", str(RECIPE)]) == 1
    expected = "recipe 'distill' has no command 'estimate' (known: train, "
    assert capsys.readouterr().err.startswith(expected)


def test_that_a_program_that_follows_is_told_in_a_line_why_nothing_can_be_done():
    done = run("-m", "trainer", "train", RECIPE, "--events")
    assert done.returncode == 1
    assert from_line(done.stdout) == Failed("recipe 'distill' tells no events")


def test_that_a_program_that_follows_is_told_of_a_missing_extra():
    hide = "import sys; sys.modules['torch'] = None; from trainer.__main__ import main"
    done = run("-c", f"{hide}; sys.exit(main(['train', 'distill.toml', '--events']))")
    assert done.returncode == 1
    reason = "the trainer needs the package torch: pip install 'photosearch[train]'"
    assert from_line(done.stdout) == Failed(reason)
