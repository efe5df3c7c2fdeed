"""The JSON API and who may use it, through Starlette's test client."""

from __future__ import annotations

import json

import pytest

from translate import formats
from translate.document import SegmentState
from translate.review.app import application
from translate.review.desk import Desk
from translate.review.guard import POLICY

testclient = pytest.importorskip("starlette.testclient", reason="needs httpx2: pip install httpx2")

BASE = "http://127.0.0.1:8000"
SEGMENT = "/token/api/documents/0/segments/3.1"


@pytest.fixture
def client(desk):
    made = testclient.TestClient(application(desk, "token", 8000), base_url=BASE)
    made.headers["origin"] = BASE
    return made


def put(client, target, state="machine", seen="The truce held.", **values):
    body = {
        "source": "Die Waffenruhe hielt.",
        "seen": {"target": seen, "state": "machine"},
        "wanted": {"target": target, "state": state},
        **values,
    }
    return client.put(SEGMENT, json=body)


# ------------------------------------------------------------------ who may ask


@pytest.mark.parametrize(
    "path", ["/", "/api/documents", "/wrong/", "/wrong/api/documents", "/toke/", "/token2/", "//token/"]
)
def test_without_the_token_there_is_nothing(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:9", "[::1]:8000", ""])
def test_another_host_is_refused(client, host):
    assert client.get("/token/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001"])
def test_another_origin_is_refused(client, origin, po):
    before = po.read_bytes()
    client.headers["origin"] = origin
    assert client.get("/token/api/documents").status_code == 403
    assert put(client, "Evil.").status_code == 403
    assert po.read_bytes() == before


def test_without_an_origin_one_may_read_but_not_write(client):
    del client.headers["origin"]
    assert client.get("/token/api/documents").status_code == 200
    assert put(client, "Evil.").status_code == 403


def test_a_request_from_another_site_is_refused(client):
    for site in ("cross-site", "same-site"):
        assert client.get("/token/", headers={"sec-fetch-site": site}).status_code == 403


def test_no_form_can_write(client):
    answer = client.put(SEGMENT, content="{}", headers={"content-type": "text/plain"})
    assert answer.status_code == 415


def test_too_much_is_refused(client):
    assert put(client, "x" * 1_100_000).status_code == 413
    assert put(client, "x" * 30_000).status_code == 400


@pytest.mark.parametrize("path", ["/token/", "/token/api/documents", "/token/static/main.js", "/wrong"])
def test_every_answer_carries_the_policy_and_no_cors(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/token/static/../app.py", "/token/static/%2e%2e/app.py", "/token/static/..%2fapp.py"]
)
def test_no_other_file_is_served(client, path):
    assert client.get(path).status_code == 404


def test_the_page_has_no_inline_script_or_style(client):
    page = client.get("/token/").text
    assert "<script>" not in page
    assert "style=" not in page
    assert "onclick" not in page


# ------------------------------------------------------------------ reading


def test_a_document_row_by_row(client):
    given = client.get("/token/api/documents/0").json()
    assert [[s["id"] for s in row] for row in given["rows"]] == [["1.1"], ["2.1", "2.2", "2.3"], ["3.1", "3.2"]]
    heading = given["rows"][0][0]
    assert {t["term"]: t["state"] for t in heading["terms"]} == {"Nato-Rat": "kept", "Bündnisfall": "forbidden"}
    assert heading["attention"]
    assert given["rows"][1][2]["source"] == "Er blieb & <b>schwieg</b>."
    assert client.get("/token/api/documents").json()["documents"][0]["attention"] == 2
    assert client.get("/token/api/documents/7").status_code == 400


def test_offsets_count_as_the_page_counts(client):
    given = client.get("/token/api/documents/0").json()["rows"][2][1]
    peace = next(
        link
        for link in given["links"]
        if link[0] == given["source"].encode("utf-16-le").index("Fr".encode("utf-16-le")) // 2
    )
    units = given["target"].encode("utf-16-le")
    assert units[peace[2] * 2 : peace[3] * 2].decode("utf-16-le") == "peace"


def test_checks_and_places_write_nothing(client, po):
    before = po.read_bytes()
    segment = "/token/api/documents/0/segments/2.2"
    found = client.post(f"{segment}/check", json={"target": "The Kremlin leader came on May 3."}).json()
    assert found["findings"] == []
    assert found["terms"][0]["state"] == "enforced"
    found = client.post(
        f"{segment}/put", json={"target": "The boss came.", "term": 0, "rendering": "Kremlin leader"}
    ).json()
    assert found == {"target": "The Kremlin leader came.", "span": [4, 18]}
    assert po.read_bytes() == before


# ------------------------------------------------------------------ writing


def test_saves(client, po):
    answer = put(client, "The ceasefire held.", "reviewed", seconds=3)
    assert answer.status_code == 200
    segment = answer.json()["segment"]
    assert (segment["machine"], segment["seconds"]) == ("The truce held.", 3)
    assert segment["changes"] == [["same", "The "], ["deleted", "truce"], ["inserted", "ceasefire"], ["same", " held."]]
    assert formats.read(po).segments[4].state is SegmentState.REVIEWED
    revision = answer.json()["revision"]
    assert client.get(f"/token/api/documents/0/changes?since={revision}").json()["segments"] == []
    assert [s["id"] for s in client.get("/token/api/documents/0/changes?since=1").json()["segments"]] == ["3.1"]


def test_a_conflict_comes_with_what_stands_in_the_file(client, po):
    po.write_text(po.read_text(encoding="utf-8").replace("The truce held.", "Theirs."), encoding="utf-8")
    answer = put(client, "Mine.")
    assert answer.status_code == 409
    assert answer.json()["segment"]["target"] == "Theirs."


def test_a_deleted_file(client, po):
    po.unlink()
    assert put(client, "New.").status_code == 410
    assert client.get("/token/api/documents/0/changes?since=1").json()["gone"] is True
    assert client.post("/token/api/documents/0/restore", json={}).status_code == 200
    assert po.exists()


@pytest.mark.parametrize(
    "body",
    [
        "[]", "x", "{}", '{"source": 1}', '{"source": "x", "seen": {"target": "x", "state": "done"}}',
        json.dumps({"source": "Die Waffenruhe hielt.", "seen": {"target": "The truce held.", "state": "machine"},
                    "wanted": {"target": "\u0000", "state": "machine"}}),
        json.dumps({"source": "Die Waffenruhe hielt.", "seen": {"target": "The truce held.", "state": "machine"},
                    "wanted": {"target": "\ud800", "state": "machine"}}),
        '{"seconds": NaN}', '{"seconds": "1"}',
    ],
)  # fmt: skip
def test_what_the_page_would_not_send_is_refused(client, po, body):
    before = po.read_bytes()
    answer = client.put(SEGMENT, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert po.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("segments/3.1/put", {"target": "x", "term": 9, "rendering": "y"}),
        ("segments/3.1/alternatives", {"place": [1]}),
        ("translate", {"ids": [1]}),
        ("translate", {}),
    ],
)
def test_other_calls_check_their_values_too(client, path, body):
    assert client.post(f"/token/api/documents/0/{path}", json=body).status_code == 400


def test_markup_in_a_text_comes_out_as_text(client):
    put(client, '<script>alert(1)</script> & "x"')
    page = client.get("/token/").text
    assert "alert(1)" not in page
    given = client.get("/token/api/documents/0")
    assert given.headers["content-type"] == "application/json"
    assert given.json()["rows"][2][0]["target"] == '<script>alert(1)</script> & "x"'


# ------------------------------------------------------------------ machine and glossary


def test_alternatives(client):
    given = client.post(f"{SEGMENT}/alternatives", json={}).json()["alternatives"]
    assert [a["target"] for a in given] == ["The truce held indeed.", "The truce held again."]
    assert ["inserted", " indeed"] in given[0]["changes"]
    body = {"place": [4, 13], "rendering": "Russian president"}
    (given,) = client.post("/token/api/documents/0/segments/2.2/alternatives", json=body).json()["alternatives"]
    assert given["target"] == "The Russian president came on May 3."


def test_teaching_touches_what_is_open_and_flags_what_is_reviewed(client, po, glossary):
    put(client, "The truce held.", "reviewed")
    proposed = client.post(
        "/token/api/glossary/propose", json={"german": "Waffenruhen", "english": "the truces"}
    ).json()
    assert (proposed["german"], proposed["german_plural"], proposed["english"]) == (
        "Waffenruhe",
        "Waffenruhen",
        "truce",
    )
    entry = {**proposed, "english": "ceasefire", "english_plural": "ceasefires", "note": "agency usage"}
    answer = client.post("/token/api/glossary/add", json=entry).json()
    assert [(s["id"], s["state"], s["attention"]) for s in answer["touched"][0]["segments"]] == [
        ("3.1", "reviewed", True), ("3.2", "machine", True),
    ]  # fmt: skip
    text = glossary.read_text(encoding="utf-8")
    assert 'msgid "Waffenruhe"' in text
    assert "# note: NATO treaty, Article 5" in text
    again = client.post("/token/api/documents/0/translate", json={"ids": ["3.1", "3.2"]}).json()
    assert [s["id"] for s in again["segments"]] == ["3.2"]
    targets = {s.id: s.target for s in formats.read(po).segments}
    assert (targets["3.1"], targets["3.2"]) == ("The truce held.", "A ceasefire 😀 is no peace.")


def test_an_entry_that_does_not_fit_is_refused(client, glossary):
    before = glossary.read_bytes()
    for entry in (
        {"german": "Kremlchef", "english": "boss"},
        {"german": "", "english": "x"},
        {"german": "A", "english": "b", "kind": "x"},
    ):
        assert client.post("/token/api/glossary/add", json={"kind": "name", **entry}).status_code == 422
    assert glossary.read_bytes() == before


def test_without_a_glossary_file_nothing_is_taught(po):
    client = testclient.TestClient(application(Desk([po]), "token", 8000), base_url=BASE, headers={"origin": BASE})
    answer = client.post("/token/api/glossary/add", json={"german": "A", "english": "b"})
    assert answer.status_code == 422
    assert "--glossary FILE.po" in answer.json()["error"]


def test_a_glossary_file_is_made_where_there_is_none(po, tmp_path):
    path = tmp_path / "new.po"
    client = testclient.TestClient(
        application(Desk([po], [], [path]), "token", 8000), base_url=BASE, headers={"origin": BASE}
    )
    body = {"german": "Waffenruhe", "english": "ceasefire", "kind": "noun", "file": str(path)}
    assert client.post("/token/api/glossary/add", json=body).status_code == 200
    assert path.exists()
    assert client.post("/token/api/glossary/add", json={**body, "file": "/etc/passwd"}).status_code == 422


def test_summary(client):
    put(client, "The ceasefire held.", "reviewed", seconds=61)
    given = client.get("/token/api/documents/0/summary").json()
    assert given["reviewed"] == given["changed"] == given["words_deleted"] == given["words_inserted"] == 1
    assert given["seconds"] == 61
    assert 30 < given["chrf"] < 80
    assert given["segments_changed"][0]["id"] == "3.1"


def test_a_glossary_that_others_change_is_read_again(client, glossary):
    whole = glossary.read_text(encoding="utf-8")
    glossary.write_text(whole + '\n#, noun\nmsgid "Waffenruhe"\nmsgstr "ceasefire"\n', encoding="utf-8")
    given = client.get("/token/api/documents/0/changes?since=1").json()
    terms = [(s["id"], t["term"], t["state"]) for s in given["segments"] for t in s["terms"]]
    missed = {id for id, term, state in terms if (term, state) == ("Waffenruhe", "missed")}
    assert missed == {"3.1", "3.2"}
    glossary.write_text("broken", encoding="utf-8")
    for _ in range(2):
        assert "house.po" in client.get("/token/api/documents/0/changes?since=1").json()["problem"]
    glossary.write_text(whole, encoding="utf-8")
    assert client.get("/token/api/documents/0/changes?since=1").json()["problem"] == ""
