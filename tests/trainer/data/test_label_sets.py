import pytest

from trainer.data.label_sets import (
    label_sets,
    labels_of_csv,
    labels_of_folders,
    require_company,
)
from trainer.errors import DataError

FILES = ("a.jpg", "b/c.jpg", "b/d.jpg")


def csv_of(tmp_path, text):
    file = tmp_path / "labels.csv"
    file.write_text(text, encoding="utf-8")
    return file


def said(sets):
    """Turn flags back into names."""
    return {
        file: [name for name, flag in zip(sets.names, row, strict=True) if flag]
        for file, row in zip(sets.files, sets.labels, strict=True)
    }


def test_that_a_folder_is_the_label_of_its_photos():
    sets = labels_of_folders(["cat/1.jpg", "dog/old/2.jpg", "cat/3.jpg"])
    wanted = {"cat/1.jpg": ["cat"], "cat/3.jpg": ["cat"], "dog/old/2.jpg": ["dog/old"]}
    assert wanted == said(sets)


def test_that_photos_outside_of_folders_have_no_label():
    with pytest.raises(DataError, match=r"^a\.jpg, x\.jpg without a label: put photos"):
        labels_of_folders(["a.jpg", "b/c.jpg", "x.jpg"])


def test_that_labels_are_read_from_a_csv_file(tmp_path):
    text = 'file,labels\na.jpg,sea;boat\n\nb/c.jpg,"sea",sky\nb\\d.jpg, boat ;\n'
    sets = labels_of_csv(csv_of(tmp_path, text), FILES)
    wanted = {"a.jpg": ["boat", "sea"], "b/c.jpg": ["sea", "sky"], "b/d.jpg": ["boat"]}
    assert wanted == said(sets)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.jpg,x\nb/c.jpg,y\n", r"^b/d\.jpg without a label in "),
        ("a.jpg,x\nb/c.jpg,\nb/d.jpg,y", r"line 2: b/c\.jpg without a label"),
        ("a.jpg,x\nb/c.jpg,x\nb/d.jpg,x\nz.jpg,x", r"do not match the files: z\.jpg"),
        ('a.jpg,"x\n', "is no CSV file in UTF-8"),
    ],
    ids=["left out", "empty", "unknown", "broken"],
)
def test_that_labels_that_do_not_fit_are_one_line(tmp_path, text, message):
    with pytest.raises(DataError, match=message) as caught:
        labels_of_csv(csv_of(tmp_path, text), FILES)
    assert len(str(caught.value).splitlines()) == 1


def test_that_a_missing_csv_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"cannot read labels .*none\.csv"):
        labels_of_csv(tmp_path / "none.csv", FILES)


def test_that_many_names_are_counted_not_listed():
    with pytest.raises(DataError, match=r"^0\.jpg, 1\.jpg, 2\.jpg and 7 more without"):
        labels_of_folders([f"{number}.jpg" for number in range(10)])


def test_that_a_class_with_one_photo_is_refused():
    sets = label_sets({"a": ["x"], "b": ["x"], "c": ["y"]})
    with pytest.raises(DataError, match=r"^y with one photo: add more"):
        require_company(sets)


def test_that_a_single_label_is_refused():
    with pytest.raises(DataError, match="all photos have the same label"):
        require_company(label_sets({"a": ["x"], "b": ["x"]}))
