"""Starts a program of `notebook_proof` without a word in the environment: `run_proof.py verify REQUEST` or
`run_proof.py read-project PROJECT`.
"""

import sys

if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "verify":
        from notebook_proof.verify import main
    else:
        from notebook_proof.read_project import main
    sys.exit(main(*arguments))
