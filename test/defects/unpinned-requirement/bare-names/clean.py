# %%
import matplotlib.pyplot as plt
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales.plot(x="day", y="units")
plt.show()
# %%
print(sales["units"].sum())
