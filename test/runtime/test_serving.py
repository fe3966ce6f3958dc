"""The server of a project: asked by real requests over loopback."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from conftest import Project

ROW = {"area": 80.5, "rooms": 3, "lift": True}


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str) -> dict:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as response:
            return json.load(response)

    def post(self, body: object, kind: str = "application/json", path: str = "/predict") -> tuple[int, dict]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=data, headers={"Content-Type": kind}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@contextlib.contextmanager
def serving(project: Project, command: list[str]) -> Iterator[Server]:
    """A server of the project, until the block ends; `PORT` in its command is a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project.root / "serve.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [part.replace("PORT", str(port)) for part in command],
            cwd=project.root,
            env=project.environment,
            stdout=output,
            stderr=output,
        )
    try:
        server = Server(port)
        deadline = time.monotonic() + 120
        while True:
            with contextlib.suppress(OSError):
                assert server.get("/health") == {"status": "ok"}
                break
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def server(trained: Project) -> Iterator[Server]:
    """The server of the trained project, with small limits."""
    command = trained.command("serve", "--port", "PORT", "--most-rows", "60", "--most-bytes", "20000")
    with serving(trained, command) as running:
        yield running


def test_answers_are_those_of_the_notebooks_code(server: Server, trained: Project) -> None:
    told = json.loads(
        trained.python("""
            import json
            from sklearn.model_selection import train_test_split
            from small import artifacts
            _, rows = train_test_split(artifacts.load("table", step="make"), random_state=0)
            predicted = artifacts.load("predicted").tolist()
            rows = json.loads(rows[["area", "rooms", "lift"]].to_json(orient="records"))
            print(json.dumps([rows, predicted]))
        """)
    )
    status, answer = server.post({"rows": told[0]})
    assert status == 200
    assert answer["predictions"] == told[1] and len(told[1]) == 50
    assert (answer["model"], answer["run"], answer["probabilities"]) == ("model", "first", None)
    status, answer = server.post({"rows": told[0][:2], "probabilities": True})
    assert status == 200
    assert all(
        abs(sum(shares.values()) - 1) < 1e-9 and set(shares) == {"False", "True"} for shares in answer["probabilities"]
    )


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({**ROW, "area": "much"}, "area", "must be a number"),
        ({**ROW, "area": "80.5"}, "area", "must be a number"),
        ({**ROW, "rooms": 2.5}, "rooms", "must be a whole number"),
        ({**ROW, "lift": 1}, "lift", "must be true or false"),
        ({**ROW, "rooms": None}, "rooms", "must not be empty"),
        ({**ROW, "area": float("nan")}, "area", "must be a finite number"),
        ({**ROW, "dear": True}, "dear", "is not a column of this model"),
        ({"area": 1.0, "rooms": 2}, "lift", "is missing"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_name(server: Server, row, column, reason) -> None:
    status, answer = server.post({"rows": [ROW, row]})
    assert status == 422
    assert answer["problems"] == [{"row": 1, "column": column, "reason": reason}]


def test_a_column_that_all_rows_lack_is_told_once(server: Server) -> None:
    status, answer = server.post({"rows": [{"area": 1.0, "rooms": 2, "dear": True}] * 25})
    assert (status, answer["detail"]) == (422, "The rows do not fit the model.")
    assert sorted(answer["problems"], key=lambda problem: problem["column"]) == [
        {"row": None, "column": "dear", "reason": "is not a column of this model (25 rows)"},
        {"row": None, "column": "lift", "reason": "is missing (25 rows)"},
    ]


@pytest.mark.parametrize(
    ("body", "status", "text"),
    [
        ({"rows": []}, 422, "needs at least one row"),
        ({"rows": [ROW] * 61}, 422, "has more than 60 rows"),
        ({"rows": [ROW], "more": 1}, 422, "is not a column"),
        ({}, 422, "is missing"),
        ([ROW], 422, "dictionary"),
        (b"rows", 400, "not JSON"),
        (b"", 422, "is missing"),
        (b'{"rows": [' + b" " * 20_000 + b"]}", 413, "more than 20000 bytes"),
    ],
)
def test_a_request_that_is_none_is_refused(server: Server, body, status, text) -> None:
    code, answer = server.post(body)
    assert code == status and text in json.dumps(answer)


def test_limits_hold_for_bodies_without_a_length_and_other_content_types(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    chunks = (b'{"rows": [' + b" " * 5_000 for _ in range(10))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", "/predict", chunks, {"Content-Type": "application/json"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()
    assert server.post({"rows": [ROW]}, "text/plain")[0] == 422
    assert server.post({"rows": [ROW]})[0] == 200  # it goes on


def test_a_value_outside_what_was_seen_is_answered_and_told(server: Server) -> None:
    status, answer = server.post({"rows": [{**ROW, "area": 900}]})
    assert status == 200 and "1 of 1 outside" in answer["notes"][0]


def test_openapi_is_exact_and_the_model_is_told(server: Server) -> None:
    schemas = server.get("/openapi.json")["components"]["schemas"]
    row = schemas["Row"]
    assert row["required"] == ["area", "rooms", "lift"] and row["additionalProperties"] is False
    assert row["properties"]["rooms"]["type"] == "integer"
    assert [each["type"] for each in row["properties"]["area"]["anyOf"]] == ["number", "null"]
    assert (
        schemas["Request"]["properties"]["rows"]["minItems"],
        schemas["Request"]["properties"]["rows"]["maxItems"],
    ) == (1, 60)
    told = server.get("/model")
    assert told["metrics"].keys() == {"share"} and told["classes"] == [False, True]
    assert "files" not in told


def test_a_model_that_was_changed_is_not_served(copy: Project, tmp_path) -> None:
    copy.run("export", "-o", str(tmp_path / "model"))
    for path in (tmp_path / "model" / "files").iterdir():
        path.write_bytes(path.read_bytes() + b" ")
    done = copy.run("serve", "--from", str(tmp_path / "model"), "--port", "1", code=2)
    assert "not the file that was stored" in done.stderr


def test_what_goes_wrong_inside_is_not_shown_outside(copy: Project) -> None:
    program = """
import sys, uvicorn
from small.runtime import predictor, serving
broken = predictor.predictor_of_run(None, "latest")
broken._model = "no model"
uvicorn.run(serving.application([broken]), port=int(sys.argv[1]))
"""
    with serving(copy, [sys.executable, "-c", program, "PORT"]) as server:
        status, answer = server.post({"rows": [ROW]})
    assert status == 500
    assert "The log has more under" in answer["detail"] and "attribute" not in json.dumps(answer)
    number = answer["detail"].split()[-1].rstrip(".")
    log = (copy.root / "serve.log").read_text()
    assert number in log and "has no attribute 'predict'" in log
