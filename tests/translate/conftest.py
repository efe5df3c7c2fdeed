"""The bundled model, loaded once."""

import pytest


@pytest.fixture(scope="session")
def marian():
    from translate.marian import Marian

    return Marian.load()
