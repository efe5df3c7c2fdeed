"""A folder that is watched."""

import os
from pathlib import Path

import pytest

from translate.errors import InputError
from translate.watch import arrivals


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own."""
    monkeypatch.chdir(tmp_path)


def article(name: str) -> None:
    """Write an article."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(f"Dies ist {name}. Noch ein Satz.\n", "utf-8")


def test_arrivals():
    article("in/a.txt")
    article("in/.b.txt")
    looks = []

    def steps(_pause: float) -> None:
        looks.append(len(looks))
        match len(looks):
            case 2:
                article("in/sub/c.txt")
            case 3:
                Path("in/sub/c.txt").write_text("Noch im Kommen.")
            case 5:
                article("part")
                os.replace("part", "in/a.txt")
            case 7:
                article("in/a.md")
            case 9:
                Path("in/a.txt").unlink()
            case 12:
                raise KeyboardInterrupt

    found, said = [], []

    def watch() -> None:
        for jobs in arrivals(Path("in"), Path("out"), [".po"], say=said.append, wait=steps):
            found.extend((len(looks), job.key) for job in jobs)

    with pytest.raises(KeyboardInterrupt):
        watch()
    assert [key for _, key in found] == ["a.txt", "sub/c.txt", "a.txt", "a.md"]
    assert dict(found[1:2]) == {4: "sub/c.txt"}
    assert len(said) == 1
    assert "would both be written to" in said[0]


def test_looks_take_a_tenth_of_the_time_at_most(monkeypatch):
    Path("in").mkdir()
    clock, pauses = iter([0, 0.01, 0.01, 0.51]), []
    monkeypatch.setattr("translate.watch.time.monotonic", lambda: next(clock))

    def wait(pause):
        pauses.append(pause)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(arrivals(Path("in"), Path("out"), [".po"], wait=wait))
    assert pauses == [1, 5]


def test_there_has_to_be_something_to_watch():
    with pytest.raises(InputError, match="none: no such folder"):
        next(arrivals(Path("none"), Path("out"), [".po"]))
