"""Start embeddings put translations close to each other."""

import json

import numpy as np
import pytest

from training.lexical import lexical_start, main
from training.prepare import main as prepare


@pytest.fixture(scope="module")
def rows(data):
    return lexical_start(data, 64)


def test_rows_have_length_one(rows, data):
    assert rows.shape == (data.vocabulary_size, 64)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(("german", "english"), [("▁Schule", "▁school"), ("▁Stadt", "▁city"), ("▁Regeln", "▁rules")])
def test_translations_are_close(rows, data_folder, german, english):
    ids = json.loads((data_folder / "vocab.json").read_text("utf-8"))
    closeness = rows @ rows[ids[german]]
    best = np.argsort(-closeness)[:4]
    assert best[0] == ids[german]
    assert ids[english] in best
    assert closeness[ids[english]] > 0.5


def test_the_seed_decides(data, rows):
    assert np.array_equal(rows, lexical_start(data, 64))
    assert not np.array_equal(rows, lexical_start(data, 64, seed=1))


def test_main(data_folder, tmp_path, capsys):
    out = tmp_path / "start.npy"
    assert main([str(data_folder), str(out), "--dimension", "8", "--neighbours", "▁Stadt"]) == 0
    assert np.load(out).shape == (421, 8)
    assert capsys.readouterr().out.startswith("▁Stadt\t")


def test_errors(data_folder, vocabulary_file, tmp_path, capsys):
    out = tmp_path / "start.npy"
    assert main([str(data_folder), str(out), "--neighbours", "Kaiserschmarrn"]) == 2
    assert main([str(tmp_path), str(out)]) == 3
    (tmp_path / "corpus.tsv").write_text("Waffen.\tWeapons.\n", encoding="utf-8")
    assert prepare([str(tmp_path / "corpus.tsv"), str(tmp_path / "data"), "--vocabulary", str(vocabulary_file)]) == 0
    assert main([str(tmp_path / "data"), str(out)]) == 2
    told = capsys.readouterr().err
    assert "--neighbours Kaiserschmarrn: is not a piece" in told
    assert "is not a prepared folder" in told
    assert "has no alignment links; run training.align" in told
    assert not out.exists()
