"""What `npm run engines` asks of Kedro after a run of the hard case, in the folder of the Kedro project."""

import os
import subprocess
import sys
from pathlib import Path

# Whoever loads values has the project's libraries beside Kedro.
libraries = "import sysconfig; print(sysconfig.get_path('purelib'))"
sys.path.append(subprocess.check_output([os.environ["PIPELINE_PYTHON"], "-c", libraries], text=True).strip())

from kedro.framework.project import pipelines
from kedro.framework.session import KedroSession
from kedro.framework.startup import bootstrap_project

bootstrap_project(Path.cwd())
with KedroSession.create() as session:
    context = session.load_context()
    assert context.params["N_TREES"] == 60, context.params
    assert context.catalog.load("logistic.acc_logistic@value") > 50
    assert list(context.catalog.load("split.X_train@value").columns), "a table has columns"
    assert {node.name: node.tags for node in pipelines["__default__"].nodes}["loaddata"] == {"team.trial"}

# One node alone takes what it needs from the run before.
with KedroSession.create() as session:
    session.run(node_names=["logistic"])
