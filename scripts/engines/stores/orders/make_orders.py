"""Writes the data of the notebook as files: `make_orders.py FOLDER ROWS`."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

folder, rows = Path(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(5)
customers = pd.DataFrame({"customer": range(200), "country": random.choice(["cz", "de", "fr", "Åland"], 200)})
orders = pd.DataFrame(
    {
        "order": range(rows),
        "day": pd.Timestamp("2026-03-02") + pd.to_timedelta(random.integers(0, 7, rows), unit="D"),
        "customer": random.integers(0, 200, rows),
        "net": random.normal(50, 12, rows).round(2),
        "note": random.choice(["", "gift; wrapped", 'says "hello"', "ž\nnew line"], rows),
    }
)
(folder / "out").mkdir(exist_ok=True)
customers.to_csv(folder / "customers.csv", index=False)
orders.to_csv(folder / "orders.csv", index=False)
