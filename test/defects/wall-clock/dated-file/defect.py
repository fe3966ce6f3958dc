# %%
from datetime import datetime
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
by_shop = sales.groupby("shop")["units"].sum().reset_index()
by_shop
# %%
stamp = datetime.now().strftime("%Y-%m-%d")
by_shop.to_csv(f"by_shop_{stamp}.csv", index=False)
# %%
print(datetime(2024, 1, 31).strftime("%d.%m.%Y"), len(by_shop))
