"""What `npm run engines` asks of Prefect's flow of the hard case: `prefect_checks.py FLOW`."""

import runpy
import sys

module = runpy.run_path(sys.argv[1])
flow, task_of, steps = module["all_steps"], module["_task_of"], module["PIPELINE"].steps

schema = flow.parameters.model_dump()
assert schema["properties"]["N_TREES"] | {"type": "integer", "default": 60} == schema["properties"]["N_TREES"], schema
assert schema["properties"]["PATH"] | {"type": "string"} == schema["properties"]["PATH"], schema
assert task_of(steps["loaddata"]).timeout_seconds > 300
assert task_of(steps["loaddata"]).tags == {"team=trial"}
assert task_of(steps["metrics"]).retries == 1
