"""The documentation names every command and option, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
import typer

from translate.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "training" / "README.md"]
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)


def commands(command, path=("wortlaut",)):
    """Yield every command of the program with its name."""
    yield " ".join(path), command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_and_options_are_documented(name):
    options = [p.opts for p in COMMANDS[name].params if p.param_type_name == "option"]
    assert [names for names in options if not any(option in TEXT for option in names)] == []
    assert name in TEXT or f"`{name.rsplit(' ', 1)[-1]}" in TEXT


@pytest.mark.parametrize("name", [name for name in COMMANDS if " " in name and not hasattr(COMMANDS[name], "commands")])
def test_help_has_an_example(name):
    assert "Example: " in (COMMANDS[name].help or "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
