"""Predictions over HTTP: `POST /predict`, `GET /model`, `GET /health`, and the exact OpenAPI description at `/docs`.

Of several models the first answers there, and each at `POST /models/NAME/predict` and `GET /models/NAME`.

Needs FastAPI and uvicorn (`uv sync --extra serve`). What does not fit is answered with 4xx, the row, the column and the
reason; what goes wrong here with 500 and a number under which the log has the details.
"""

# pyright: reportMissingImports=false
# (an extra of the project)

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from . import project
from .model_rows import problems_of, row_type, unusual
from .predictor import Predictor

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_log = logging.getLogger("uvicorn.error")
_TOLD = ("name", "type", "run", "started", "step", "input", "classes", "metrics", "training", "python", "packages")


class Answer(BaseModel):
    """A prediction for each row, in their order."""

    model: str
    run: str
    predictions: list[Any]
    probabilities: list[Any] | None = Field(
        None, description="for each row the probability of each class, if asked for"
    )
    notes: list[str] = Field([], description="columns with values outside the range of the notebook's data")


class Served(BaseModel):
    """A model that answers."""

    name: str
    type: str
    run: str
    path: str = Field(description="where it is told of; with `/predict` behind it answers")


class Health(BaseModel):
    status: str


class Problem(BaseModel):
    row: int | None = Field(None, description="from 0")
    column: str | None = None
    reason: str


class Refusal(BaseModel):
    """Why a request was not answered."""

    detail: str
    problems: list[Problem] = []


def serve(predictors: Sequence[Predictor], host: str, port: int, most_rows: int, most_bytes: int) -> None:
    """Answer requests until the process is stopped; the first model is the one that `/predict` asks."""
    import uvicorn

    uvicorn.run(application(predictors, most_rows, most_bytes), host=host, port=port, server_header=False)


def application(predictors: Sequence[Predictor], most_rows: int = 10_000, most_bytes: int = 10_000_000) -> Any:
    """The server's application, for uvicorn or any other ASGI server."""
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse

    main = predictors[0].description
    title = f"{project.PACKAGE}: {', '.join(each.description['name'] for each in predictors)}"
    app = FastAPI(title=title, version=main["run"], description=f"Predictions of {main['type']}.")
    app.add_middleware(_SizeLimit, most_bytes=most_bytes)
    asked: dict[str, Predictor] = {}
    for predictor in predictors:
        name = predictor.description["name"]
        request = _request_type(predictor, most_rows, "" if predictor is predictors[0] else f"_{name}")
        places = [("/predict", "/model")] if predictor is predictors[0] else []
        for predicting, telling in [*places, (f"/models/{name}/predict", f"/models/{name}")]:
            _add_model(app, predictor, request, predicting, telling)
            asked[predicting] = predictor

    @app.get("/models")
    def models() -> list[Served]:
        """The models that answer here; the first is the one of `/predict`."""
        return [Served(**each.description, path=f"/models/{each.description['name']}") for each in predictors]

    @app.get("/health")
    def health() -> Health:
        """The models are loaded and answer."""
        return Health(status="ok")

    @app.exception_handler(RequestValidationError)
    async def refused(request: Any, error: Any) -> Any:
        status, content = _refusal(error.errors(), asked[request.scope["route"].path])
        return JSONResponse(content, status)

    @app.exception_handler(Exception)
    async def failed(_: Any, error: Exception) -> Any:
        number = uuid.uuid4().hex[:12]
        _log.error("request %s failed", number, exc_info=error)
        return JSONResponse({"detail": f"The model could not answer. The log has more under {number}."}, 500)

    return app


def _add_model(app: Any, predictor: Predictor, request_type: Any, predicting: str, telling: str) -> None:
    """The two routes of a model: one predicts, one tells what is known of it."""
    description = predictor.description
    refusals: dict[int | str, dict[str, Any]] = {code: {"model": Refusal} for code in (400, 413, 422, 500)}

    def predict(request: Any) -> Answer:
        """Predict rows: one, or many at a time, which is faster."""
        rows = request.rows
        probabilities = predictor.probabilities(rows) if getattr(request, "probabilities", False) else None
        return Answer(
            model=description["name"],
            run=description["run"],
            predictions=predictor.predict(rows),
            probabilities=probabilities,
            notes=unusual(rows, predictor.columns),
        )

    predict.__annotations__["request"] = request_type
    app.post(predicting, responses=refusals, response_model=Answer)(predict)

    @app.get(telling)
    def model() -> dict[str, Any]:
        """What is known of the model: what it takes, how it was made, how good it is."""
        return {field: description[field] for field in _TOLD}


def _request_type(predictor: Predictor, most_rows: int, suffix: str) -> Any:
    """The type of a request; the suffix tells it from those of other models in the description of the server."""
    row = row_type(predictor.columns, name=f"Row{suffix}")
    rows = Annotated[list[row], Field(min_length=1, max_length=most_rows, description="the rows to predict")]
    wish = (bool, Field(False, description="also the probability of each class"))
    fields: dict[str, Any] = {"rows": (rows, ...)}
    if predictor.description["probabilities"]:
        fields["probabilities"] = wish
    return create_model(f"Request{suffix}", __config__=ConfigDict(extra="forbid"), **fields)


def _refusal(errors: Sequence[Any], predictor: Predictor) -> tuple[int, dict[str, Any]]:
    if any(each["type"] == "json_invalid" for each in errors):
        return 400, {"detail": "The request is not JSON."}
    problems, count = problems_of(errors, predictor.columns)
    more = f" The first {len(problems)} of {count} problems are listed." if count > len(problems) else ""
    return 422, {"detail": f"The rows do not fit the model.{more}", "problems": problems}


class _SizeLimit:
    """Refuses requests with more bytes than allowed, before they are read whole."""

    def __init__(self, app: Any, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body.append(message.get("body", b""))
            size += len(body[-1])
            if size > self._most:
                await self._refuse(send)
                return
            if not message.get("more_body"):
                break
        await self._app(scope, _whole(b"".join(body), receive), send)

    async def _refuse(self, send: Send) -> None:
        content = json.dumps({"detail": f"The request has more than {self._most} bytes."}).encode()
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": content})


def _whole(body: bytes, receive: Receive) -> Receive:
    """Hands a body on that was read, then what follows it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def following() -> Message:
        return waiting.pop() if waiting else await receive()

    return following
