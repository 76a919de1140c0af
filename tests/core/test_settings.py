"""What the user chose outlives the program, and damage to it costs only the choice."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from photosearch.core.settings import Settings, load_settings, save_settings

CHOSEN = Settings(
    decode_workers=3,
    thumbnail_px=200,
    device="cpu",
    theme="dark",
    language="zh_CN",
    cache_mb=0,
    work_when_idle=True,
    watch=False,
)


def test_that_settings_outlive_the_program(tmp_path: Path) -> None:
    save_settings(CHOSEN, tmp_path / "new folder")
    assert CHOSEN == load_settings(tmp_path / "new folder")
    assert all(
        chosen != default
        for chosen, default in zip(
            asdict(CHOSEN).values(), asdict(Settings()).values(), strict=True
        )
    )


@pytest.mark.parametrize("content", ["", "[]", "{", "\ud800"], ids=repr)
def test_that_damaged_settings_are_the_defaults(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert Settings() == load_settings(tmp_path)


def test_that_a_missing_or_wrong_choice_costs_only_itself(tmp_path: Path) -> None:
    content = {"theme": "light", "cache_mb": "much", "watch": 1, "from later": True}
    (tmp_path / "settings.json").write_text(json.dumps(content))
    assert Settings(theme="light") == load_settings(tmp_path)


def test_that_settings_that_cannot_be_written_leave_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(CHOSEN, tmp_path)
    before = sorted(tmp_path.iterdir())

    def refuse(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        save_settings(Settings(), tmp_path)
    assert before == sorted(tmp_path.iterdir())
    assert CHOSEN == load_settings(tmp_path)
