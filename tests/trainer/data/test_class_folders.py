import pytest

from trainer.data.class_folders import Use, list_class_photos
from trainer.errors import DataError


def touch(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")


def listed(folder, **options):
    photos = list_class_photos(folder, **options)
    found = [(p.file.relative_to(folder).as_posix(), p.label, p.use) for p in photos]
    assert found == sorted(found, key=lambda each: (each[1], each[0]))
    return found


def test_that_folders_name_classes(tmp_path):
    touch(tmp_path, "b/1.jpg", "a/x/2.png", "a/1.jpg", "c/3.jpg", "a/notes.txt")
    assert listed(tmp_path, exclude=["c"]) == [
        ("a/1.jpg", "a", None),
        ("a/x/2.png", "a", None),
        ("b/1.jpg", "b", None),
    ]


def test_that_cub_is_read_as_distributed(tmp_path):
    names = ["001.Albatross/a.jpg", "002.Auk/b.jpg"]
    touch(tmp_path, *(f"images/{name}" for name in names))
    lines = [f"{number} {name}" for number, name in enumerate(names, 1)]
    (tmp_path / "images.txt").write_text("\n".join(lines))
    assert [each[1] for each in listed(tmp_path)] == ["001.Albatross", "002.Auk"]
    (tmp_path / "images" / names[1]).unlink()
    with pytest.raises(DataError, match=r"do not match the files .* 1 of 2"):
        listed(tmp_path)


def test_that_online_products_are_read_as_distributed(tmp_path):
    touch(tmp_path, "bicycle_final/1_0.JPG", "chair_final/22_0.JPG")
    head = "image_id class_id super_class_id path\n"
    (tmp_path / "Ebay_train.txt").write_text(head + "1 1 1 bicycle_final/1_0.JPG\n")
    (tmp_path / "Ebay_test.txt").write_text(head + "2 22 1 chair_final/22_0.JPG\n")
    assert listed(tmp_path) == [
        ("bicycle_final/1_0.JPG", "00001", Use.LEARNING),
        ("chair_final/22_0.JPG", "00022", Use.TEST),
    ]


@pytest.mark.parametrize(
    ("lists", "images"), [("", ""), ("Eval/", "Img/")], ids=["first", "later"]
)
def test_that_in_shop_is_read_as_distributed(tmp_path, lists, images):
    names = [f"img/WOMEN/id_{n}/0{n}.jpg" for n in range(3)]
    touch(tmp_path, *(f"{images}{name}" for name in names))
    lines = ["3", "image_name item_id evaluation_status"]
    uses = ("train", "query", "gallery")
    lines += [f"{name}  id_{n % 2}  {uses[n]}" for n, name in enumerate(names)]
    touch(tmp_path, f"{lists}list_eval_partition.txt")
    text = "\n".join(lines)
    (tmp_path / f"{lists}list_eval_partition.txt").write_text(text)
    assert [each[1:] for each in listed(tmp_path)] == [
        ("id_0", Use.LEARNING),
        ("id_0", Use.GALLERY),
        ("id_1", Use.QUERY),
    ]


def test_that_images_without_a_label_are_named(tmp_path):
    touch(tmp_path, "a/1.jpg", "stray.jpg")
    with pytest.raises(DataError, match=r"1 images .* have no label.*stray\.jpg"):
        list_class_photos(tmp_path)


def test_that_labels_without_files_are_named(tmp_path):
    head = "image_id class_id super_class_id path\n"
    for name in ("Ebay_train.txt", "Ebay_test.txt"):
        (tmp_path / name).write_text(head + "1 1 1 chair_final/gone.JPG\n")
    with pytest.raises(DataError, match=r"labels do not match.* 2 of 2 .*gone\.JPG"):
        list_class_photos(tmp_path)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("1\nhead\nimg/a.jpg id_1 nothing", "calls img/a.jpg 'nothing'"),
        ("1\nhead\nimg/a.jpg id_1", "line 3: 3 fields are expected"),
    ],
    ids=["unknown use", "too few fields"],
)
def test_that_a_broken_list_is_one_clear_line(tmp_path, lines, reason):
    (tmp_path / "list_eval_partition.txt").write_text(lines)
    with pytest.raises(DataError, match=reason):
        list_class_photos(tmp_path)


def test_that_no_photos_are_an_error(tmp_path):
    with pytest.raises(DataError, match="is missing"):
        list_class_photos(tmp_path / "absent")
    with pytest.raises(DataError, match="no photos"):
        list_class_photos(tmp_path)
