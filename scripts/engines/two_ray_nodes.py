"""Runs a program with `--address` of a Ray cluster of two nodes, which are gone afterwards: `two_ray_nodes.py PROGRAM ...`."""

import os
import subprocess
import sys

from ray.cluster_utils import Cluster

cluster = Cluster(
    initialize_head=True,
    head_node_args={"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100 * 2**20},
)
try:
    cluster.add_node(num_cpus=1, object_store_memory=100 * 2**20)
    environment = {**os.environ, "RAY_ADDRESS": cluster.address}
    code = subprocess.run([sys.executable, *sys.argv[1:]], env=environment).returncode
finally:
    cluster.shutdown()
sys.exit(code)
