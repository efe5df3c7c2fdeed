"""`wortlaut translate` in processes of its own: several, stopped in the middle, with nobody to read the output."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from translate import formats
from translate.manifest import NAME
from translate.run import _left


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """A folder of its own, with thirty articles in ``in``."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(30):
        Path(f"in/{number:02}.txt").write_text(f"Dies ist Nummer {number}. " * 120, "utf-8")


def started(*arguments: str, pause: float = 0.0, warnings: str = "error", **options) -> subprocess.Popen:
    """Start the command with the stand-in for the model."""
    program = Path(__file__).with_name("fake.py")
    command = [sys.executable, "-W", warnings, str(program), "translate", "--no-glossary", *arguments]
    environment = os.environ | {"WORTLAUT_TEST_PAUSE": str(pause)}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, text=True, env=environment, start_new_session=True, **options)


def ended(process: subprocess.Popen) -> tuple[int, str, str]:
    """Return exit code, output and messages."""
    out, err = process.communicate()
    return process.returncode, out, err


def written(least: int) -> list[Path]:
    """Wait for so many translations; return what there is."""
    for _ in range(1200):
        if len(found := list(Path("out").glob("*.po"))) >= least:
            return found
        time.sleep(0.02)
    raise AssertionError("nothing is written")


def finished() -> int:
    """How many articles the record of the folder has."""
    return Path("out", NAME).read_bytes().count(b"\n")


def gone(group: int) -> bool:
    """Whether none is left of a group of processes, soon."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# -------------------------------------------------------------------------------------------- --jobs


def test_processes_do_what_one_does():
    Path("in/bad.txt").write_bytes(b"f\xfcr")
    assert ended(started("in", "-o", "one/", "--format", "jsonl"))[0] == 3
    code, out, err = ended(started("in", "-o", "two/", "--format", "jsonl", "--jobs", "2", "--json"))
    assert code == 3
    assert sorted(json.loads(line)["name"] for line in out.splitlines()) == [f"{n:02}.txt" for n in range(30)]
    assert err.startswith("wortlaut: in/bad.txt:1: is not UTF-8 text")
    assert "31 articles: 30 translated, 1 failed; 0 mentions" in err
    assert len(Path("two", NAME).read_bytes().splitlines()) == 30
    for path in Path("one").glob("[!.]*.jsonl"):
        assert path.read_bytes() == Path("two", path.name).read_bytes()
    again = ended(started("in", "-o", "two/", "--format", "jsonl"))
    assert again[2].endswith("0 translated, 30 unchanged, 1 failed\n")


def test_processes_end_with_the_one_that_started_them():
    process = started("in", "-o", "out/", "--jobs", "2", pause=0.002)
    written(2)
    os.kill(process.pid, signal.SIGKILL)
    ended(process)
    assert gone(process.pid)


# ---------------------------------------------------------------------------------- stopped in the middle


@pytest.mark.parametrize("options", [[], ["--jobs", "2"]], ids=["one process", "two"])
@pytest.mark.parametrize(
    "signals", [[signal.SIGINT], [signal.SIGINT] * 2, [signal.SIGTERM]], ids=["Ctrl+C", "Ctrl+C twice", "terminated"]
)
def test_who_is_stopped_says_so_leaves_nothing_half_done_and_goes_on_later(options, signals):
    # Python warns where Ctrl+C hits between the opening of a file and the block that closes it.
    process = started("in", "-o", "out/", *options, pause=0.01, warnings="ignore")
    written(2)
    for number in signals:  # Ctrl+C goes to all processes of the terminal
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        time.sleep(0.05)
    code, out, err = ended(process)
    assert code in (130, -signal.SIGINT)  # the second one while Python ends
    assert out == ""
    assert err.endswith("wortlaut: interrupted; no file is half-written\n")
    assert "Traceback" not in err
    assert gone(process.pid)
    assert all(formats.read(path).segments for path in Path("out").glob("*.po"))
    done = finished()
    if not options:
        # One may be on record and not yet counted.
        assert any(_left(n) in err for n in (30 - done, 31 - done) if n), (done, err)
    assert f"{30 - done} translated, {done} unchanged" in ended(started("in", "-o", "out/"))[2]
    assert sorted(os.listdir("out")) == [NAME, *(f"{number:02}.po" for number in range(30))]


# ------------------------------------------------------------------------------------- standard output


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["in/00.txt"], ["in/00.txt", "--json"], ["in/00.txt", "--view"], ["in", "-o", "out/", "--json"]],
    ids=["text", "JSON", "view", "JSON of a folder"],
)
def test_an_output_that_is_full(arguments):
    with open("/dev/full", "w") as full:
        code, _, err = ended(started(*arguments, stdout=full))
    message = "wortlaut: standard output: cannot be written (No space left on device); make room and try again"
    assert (code, err.splitlines()[-1]) == (3, message)
    assert "Traceback" not in err


def test_a_reader_that_has_gone_does_not_stop_what_is_written_to_files():
    read, write = os.pipe()
    os.close(read)
    code, _, err = ended(started("in", "-o", "out/", "--json", stdout=write))
    os.close(write)
    assert (code, err) == (0, "30 articles: 30 translated; 0 mentions: 0 kept, 0 enforced, 0 missed\n")
    assert finished() == 30
