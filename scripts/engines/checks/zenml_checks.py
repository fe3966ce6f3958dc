"""What `npm run engines` asks of ZenML after a run of the hard case."""

from zenml.client import Client

run = Client().list_pipeline_runs(sort_by="desc:created", hydrate=True).items[0]
assert run.status == "completed", run.status
loaddata, metrics = run.steps["loaddata"], run.steps["metrics"]
settings = loaddata.config.settings
assert settings["resources"].model_dump()["cpu_count"] == 0.5, settings
assert settings["resources"].model_dump()["memory"] == f"{256 * 2**20}B", settings
assert settings["docker"].model_dump()["parent_image"] == "registry.example/steps:1", settings
assert loaddata.config.environment == {"TRIAL_MODE": "on"}, loaddata.config.environment
assert metrics.config.retry and metrics.config.retry.max_retries == 1
assert sorted(metrics.spec.upstream_steps) == ["bayes", "logistic", "randomforest"], metrics.spec
assert run.steps["split"].run_metadata["X_train"]["format"] == "parquet", run.steps["split"].run_metadata
