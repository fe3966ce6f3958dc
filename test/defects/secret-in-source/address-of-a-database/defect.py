# %%
import os

import pandas as pd
from sqlalchemy import create_engine
# %%
engine = create_engine("postgresql://reports:Tz7Qm4wLx91v@db.acme-data.net:5432/sales")
orders = pd.read_sql("select day, total from orders", engine)
# %%
by_day = orders.groupby("day")["total"].sum()
print(by_day.tail())
