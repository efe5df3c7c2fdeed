"""Every step has a command that says what is wrong in one line; README.md documents them all."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

import training
from training.command import command, new_parser
from translate.errors import InputError, ModelError, WortlautError

STEPS = ["corpus", "vocabulary", "align", "prepare", "lexical", "train", "pack", "measure"]
ASIDE = ["dictionary", "deepen"]  # one prepares an input, one a model to go on with
README = Path(training.__file__).with_name("README.md")


def test_the_package_names_its_steps():
    assert " → ".join(STEPS) in training.__doc__


@pytest.mark.parametrize("name", [*STEPS, *ASIDE])
def test_help(name, capsys):
    step = importlib.import_module(f"training.{name}")
    with pytest.raises(SystemExit, match="0"):
        step.main(["--help"])
    text = capsys.readouterr().out
    assert text.startswith(f"usage: python -m training.{name} ")
    assert "None" not in text


def _commands():
    """Yield step and arguments of each command in the README."""
    for block in re.findall(r"^```sh\n(.*?)^```", README.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:2] == ["python", "-m"] and words[2].startswith("training."):
                yield words[2].removeprefix("training."), words[3:]


def test_the_readme_has_a_command_for_each_step():
    assert {*STEPS, *ASIDE} == {name for name, _ in _commands()}


def test_the_commands_of_the_readme_are_right():
    for name, arguments in _commands():
        importlib.import_module(f"training.{name}").parser().parse_args(arguments)


@pytest.mark.parametrize(
    ("error", "code"), [(None, 0), (WortlautError("a: b"), 1), (ModelError("a: b"), 2), (InputError("a: b"), 3)]
)
def test_errors_become_a_line_and_an_exit_code(error, code, capsys):
    @command(lambda: new_parser("toy", "Fails."))
    def main(options):
        if error:
            raise error

    assert main([]) == code
    assert capsys.readouterr().err == ("error: a: b\n" if error else "")
