"""FastAPI with the same request and no model: what a server costs before it predicts anything.

python bare.py MODEL_FOLDER PORT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, create_model

TYPES = {"number": float, "integer": int, "boolean": bool, "text": str}

described = json.loads((Path(sys.argv[1]) / "model.json").read_text())
fields = {column["name"]: (TYPES[column["type"]], ...) for column in described["input"]["columns"]}
Row = create_model("Row", __config__=ConfigDict(extra="forbid"), **fields)


class Request(BaseModel):
    """Rows, as the project's server takes them."""

    rows: list[Row]


app = FastAPI()


@app.post("/predict")
def predict(request: Request) -> dict[str, list[int]]:
    """The same answer for every row."""
    return {"predictions": [0] * len(request.rows)}


@app.get("/health")
def health() -> dict[str, str]:
    """It runs."""
    return {"status": "ok"}


uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
