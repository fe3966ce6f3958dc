"""Runs Python with the given arguments and prints the CPU seconds it took, and what it imported, as JSON.

Time that processes of its own take counts as well.
"""
import json
import resource
import subprocess
import sys

done = subprocess.run([sys.executable, "-X", "importtime", *sys.argv[1:]], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
lines = [line.rpartition("|") for line in done.stderr.splitlines() if line.startswith("import time:")]
print(done.stdout)
print(json.dumps({"seconds": used.ru_utime + used.ru_stime, "imported": [name.strip() for _, _, name in lines]}))
sys.exit(done.returncode)
