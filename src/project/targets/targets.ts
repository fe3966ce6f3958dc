/** An engine that can run the steps of a project. */
export interface Target {
  /** As a user writes it, and the name of its folder in `orchestration`. */
  readonly name: string;
  readonly title: string;
  /** Its files in that folder, each with a template `python/targets/<name>/<file>`. `README.md` says how to use it. */
  readonly files: readonly string[];
}

/** All engines, in the order in which they are listed. */
export const targets: readonly Target[] = [
  { name: "airflow", title: "Apache Airflow", files: ["dag.py", "README.md"] },
  { name: "kubeflow", title: "Kubeflow Pipelines", files: ["pipeline.py", "README.md"] },
  { name: "dagster", title: "Dagster", files: ["definitions.py", "README.md"] },
  { name: "prefect", title: "Prefect", files: ["flow.py", "prefect.yaml", "README.md"] },
  { name: "zenml", title: "ZenML", files: ["pipeline.py", "README.md"] },
  {
    name: "kedro",
    title: "Kedro",
    files: [
      "pyproject.toml",
      "conf/base/catalog.yml",
      "conf/base/parameters.yml",
      "src/on_kedro/__init__.py",
      "src/on_kedro/datasets.py",
      "src/on_kedro/pipeline_registry.py",
      "src/on_kedro/settings.py",
      "src/on_kedro/steps.py",
      "README.md",
    ],
  },
  { name: "metaflow", title: "Metaflow", files: ["render.py", "README.md"] },
  { name: "snakemake", title: "Snakemake", files: ["Snakefile", "README.md"] },
  { name: "dvc", title: "DVC", files: ["render.py", "step.py", "README.md"] },
  { name: "argo", title: "Argo Workflows", files: ["workflow.py", "README.md"] },
  { name: "sagemaker", title: "Amazon SageMaker", files: ["pipeline.py", "README.md"] },
  { name: "ray", title: "Ray", files: ["run.py", "README.md"] },
  { name: "papermill", title: "papermill", files: ["render.py", "run.py", "step_notebook.py", "README.md"] },
  { name: "github-actions", title: "GitHub Actions", files: ["render.py", "README.md"] },
];
