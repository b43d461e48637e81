"""``hinge-desktop film``: what stands in the files, and what is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtSvg import QSvgRenderer

from hinge_desktop import assets
from hinge_desktop.body.anthropometry import Body
from hinge_desktop.body.motion import Motion, solve
from hinge_desktop.cli import main
from hinge_desktop.curriculum.ladder import build_curriculum
from hinge_desktop.film import key_times

pytestmark = pytest.mark.usefixtures("qapp")

SMALL = ("--size", "96")


def film(path: Path, *words: str, exercise: str = "butt-tap") -> int:
    return main(["film", exercise, "-o", str(path), *words])


def motion_of(exercise: str) -> Motion:
    return solve(build_curriculum(assets.exercise_texts()).exercise(exercise).movement, Body())


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, "one sentence"
    return lines[0]


@pytest.mark.parametrize("ending", ["gif", "webp", "apng"])
def test_a_loop_lasts_as_long_as_the_repetition(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"swing.{ending}"
    assert film(path, *SMALL, "--fps", "10", exercise="kettlebell-swing") == 0
    motion = motion_of("kettlebell-swing")
    lasted, shown = 0.0, 0
    with Image.open(path) as image:
        assert image.size == (96, 96)
        assert image.info.get("loop") == 0, "for ever"
        for shown in range(image.n_frames):
            image.seek(shown)
            image.load()
            lasted += image.info["duration"]
    assert shown + 1 == round(motion.duration_s * 10)
    assert lasted == pytest.approx(motion.duration_s * 1000, abs=5)


def test_a_loop_of_a_hold_says_how_long_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "ready.gif"
    assert film(path, *SMALL, "--fps", "5", exercise="ready-position") == 0
    with Image.open(path) as image:
        assert image.n_frames >= 1


@pytest.mark.parametrize(("frames", "size"), [("1", (96, 96)), ("3", (288, 96)), ("7", (384, 192)), ("12", (576, 192))])
def test_a_strip_is_as_large_as_its_pictures(tmp_path: Path, frames: str, size: tuple[int, int]) -> None:
    path = tmp_path / "strip.png"
    assert film(path, *SMALL, "--frames", frames) == 0
    with Image.open(path) as image:
        assert image.size == size


def test_drawings_that_scale_have_the_size_asked_for(tmp_path: Path) -> None:
    svg, pdf = tmp_path / "a.svg", tmp_path / "a.pdf"
    assert film(svg, "--size", "200x100", "--frames", "2") == 0
    assert film(pdf, "--size", "200x100", "--frames", "2") == 0
    drawing = QSvgRenderer(str(svg))
    assert drawing.isValid()
    assert drawing.viewBox().size() == QSize(400, 100)
    page = QPdfDocument(None)
    assert page.load(str(pdf)) == QPdfDocument.Error.None_
    assert page.pageCount() == 1
    assert page.pagePointSize(0).toSize() == QSize(300, 75)
    page.close()


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "gif", "webp", "apng"])
def test_the_same_words_give_the_same_file(tmp_path: Path, ending: str) -> None:
    rate = ("--frames", "2") if ending in ("png", "svg", "pdf") else ("--fps", "2")
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    assert film(one, *SMALL, *rate) == film(other, *SMALL, *rate) == 0
    assert one.read_bytes() == other.read_bytes()


def test_a_strip_shows_the_bottom_in_its_middle_and_a_hold_once() -> None:
    motion = motion_of("butt-tap")
    first, down, bottom, up, last = key_times(motion, 5)
    height = motion.points["head_top"][:, 1]
    assert first == 0.0
    assert last < motion.duration_s
    assert np.interp(bottom, motion.time_s, height) == pytest.approx(height.min(), abs=0.01)
    assert np.interp(down, motion.time_s, height) == pytest.approx(np.interp(up, motion.time_s, height), abs=0.05)
    assert key_times(motion, 1) == [pytest.approx(bottom, abs=motion.duration_s / 4)]


@pytest.mark.parametrize("view", ["side", "three-quarter", "front"])
@pytest.mark.parametrize("lens", ["plain", "path", "balance", "angles", "spine", "muscles"])
def test_every_view_and_lens_is_another_picture(tmp_path: Path, view: str, lens: str) -> None:
    plain, seen = tmp_path / "plain.png", tmp_path / "seen.png"
    assert film(plain, "--frames", "1", "--view", view, *SMALL) == 0
    assert film(seen, "--frames", "1", "--view", view, "--lens", lens, *SMALL) == 0
    assert (lens == "plain") == np.array_equal(pixels(plain), pixels(seen))


def test_what_drifts_is_drawn_alone_beside_or_behind(tmp_path: Path) -> None:
    words = ("--frames", "1", "--size", "240")
    pictures = []
    for number, more in enumerate(
        [
            (),
            ("--fault", "lumbar-rounding"),
            *(("--fault", "lumbar-rounding", "--compare", how) for how in ("beside", "ghost")),
        ]
    ):
        path = tmp_path / f"{number}.png"
        assert film(path, *words, *more) == 0
        pictures.append(pixels(path))
    for number, one in enumerate(pictures):
        for other in pictures[:number]:
            assert not np.array_equal(one, other)
    beside = tmp_path / "usual.png"
    assert film(beside, *words, "--fault", "lumbar-rounding", "--compare") == 0
    assert np.array_equal(pixels(beside), pictures[2]), "side by side is what compare means"


def test_the_theme_is_the_ground(tmp_path: Path) -> None:
    grounds = []
    for theme in ("light", "dark", "contrast"):
        path = tmp_path / f"{theme}.png"
        assert film(path, *SMALL, "--frames", "1", "--theme", theme) == 0
        grounds.append(tuple(pixels(path)[2, 90].tolist()))
    assert len(set(grounds)) == 3


def test_a_taller_body_and_a_load_are_other_pictures(tmp_path: Path) -> None:
    usual = tmp_path / "usual.png"
    assert film(usual, *SMALL, "--frames", "1", exercise="weighted-hip-hinge") == 0
    for words in (("--stature", "1.5"), ("--load", "0"), ("--hamstrings", "55"), ("--look", "backpack")):
        path = tmp_path / "other.png"
        assert film(path, *SMALL, "--frames", "1", *words, exercise="weighted-hip-hinge") == 0
        assert not np.array_equal(pixels(path), pixels(usual)), words


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("a.mp4", (), "allowed endings: .gif, .webp, .apng, .png, .svg, .pdf"),
        ("a", (), "without an ending"),
        ("a.png", ("--view", "behind"), "side, three-quarter, front"),
        ("a.png", ("--lens", "xray"), "plain, path, balance, angles, spine, muscles"),
        ("a.png", ("--theme", "pink"), "light, dark, contrast"),
        ("a.png", ("--size", "12"), "64 to 4096"),
        ("a.gif", ("--size", "4096"), "64 to 1280"),
        ("a.png", ("--size", "big"), "640x360"),
        ("a.png", ("--frames", "0"), "1 to 60"),
        ("a.gif", ("--fps", "60"), "2 to 50"),
        ("a.gif", ("--frames", "4"), "--fps"),
        ("a.png", ("--fps", "4"), "--frames"),
        ("a.png", ("--compare",), "--fault"),
        ("a.png", ("--fault", "lumbar-rounding", "--compare", "under"), "ghost, beside"),
        ("a.png", ("--fault", "gravity"), "lumbar-rounding"),
        ("a.png", ("--fault", "lumbar-rounding", "--level", "2"), "level"),
        ("a.png", ("--level", "0.5"), "--fault"),
        ("a.png", ("--stature", "9"), "stature"),
        ("a.png", ("--load", "1000"), "load"),
        ("missing/a.png", (), "choose another place"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: tuple[str, ...], sentence: str
) -> None:
    assert film(tmp_path / name, *words) == 2
    assert sentence in told(capsys)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_exercise_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert film(tmp_path / "a.png", exercise="moonwalk") == 2
    assert "moonwalk" in told(capsys)


def test_an_older_file_stays_when_the_new_one_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    assert film(path, *SMALL, "--frames", "1") == 0
    before = path.read_bytes()
    assert film(path, "--view", "behind") == 2
    assert path.read_bytes() == before
    assert Image.open(BytesIO(before)).format == "PNG"
