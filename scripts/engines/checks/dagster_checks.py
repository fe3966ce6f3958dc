"""What `npm run engines` asks of Dagster after a run of the hard case: `dagster_checks.py DEFINITIONS`."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import dagster as dg

# Whoever loads values has the project's libraries beside Dagster.
libraries = "import sysconfig; print(sysconfig.get_path('purelib'))"
sys.path.append(subprocess.check_output([os.environ["PIPELINE_PYTHON"], "-c", libraries], text=True).strip())

os.environ["PIPELINE_MATRIX"] = "N_TREES=7,9"
defs: dg.Definitions = runpy.run_path(sys.argv[1])["defs"]
instance = dg.DagsterInstance.get()

loaddata = defs.get_assets_def(dg.AssetKey(["loaddata", "people"])).op
demands = json.loads(loaddata.tags["dagster-k8s/config"])
container = demands["container_config"]
assert container["resources"]["requests"] == {"cpu": "500m", "memory": "256Mi"}, container
assert container["image"] == "registry.example/steps:1", container
assert container["env"][0] == {"name": "TRIAL_MODE", "value": "on"}, container
assert container["env"][1]["value_from"]["secret_key_ref"] == {"name": "trial-secret", "key": "token"}, container
assert demands["pod_template_spec_metadata"]["labels"] == {"team": "trial"}, demands
retry_policy = defs.get_assets_def(dg.AssetKey(["metrics"])).op.retry_policy
assert retry_policy and retry_policy.max_retries == 1, retry_policy

event = instance.get_latest_materialization_event(dg.AssetKey(["split", "X_train"]))
assert event and event.asset_materialization
metadata = event.asset_materialization.metadata
assert {"run", "type", "format", "bytes", "sha256", "path"} <= metadata.keys(), metadata
assert defs.load_asset_value(["logistic", "acc_logistic"], instance=instance) > 50

# One asset made alone takes what it needs from the run before, and its value is then the one of the new run.
selection = dg.AssetSelection.assets(["logistic", "acc_logistic"]).without_checks()
job = dg.Definitions(
    assets=defs.assets, resources=defs.resources, jobs=[dg.define_asset_job("one_asset", selection)]
).resolve_job_def("one_asset")
result = job.execute_in_process(instance=instance)


def made_in() -> object:
    """The run of the project that the asset was made in last."""
    event = instance.get_latest_materialization_event(dg.AssetKey(["logistic", "acc_logistic"]))
    assert event and event.asset_materialization
    return event.asset_materialization.metadata["run"].value


assert made_in() == result.run_id

# A run that starts again from a failure carries on the run of the project.
resumed = {"dagster/is_resume_retry": "true", "dagster/parent_run_id": result.run_id}
again = job.execute_in_process(instance=instance, tags=resumed)
assert again.run_id != result.run_id and made_in() == result.run_id

# A combination of parameters is a partition of a job.
matrix = defs.resolve_job_def("kale_passengers_matrix")
assert matrix.partitions_def and matrix.partitions_def.get_partition_keys() == ["N_TREES-7", "N_TREES-9"]
partition = matrix.execute_in_process(instance=instance, partition_key="N_TREES-7", raise_on_error=False)
parameters = json.loads(Path("runs", partition.run_id, "parameters.json").read_text())
assert partition.success and parameters["N_TREES"] == 7, parameters
