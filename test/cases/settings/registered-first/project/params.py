"""Parameters of the pipeline; the defaults are the notebook's."""

# Generated.
from pydantic import BaseModel, ConfigDict


class Params(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())
