# %%
import mysql.connector
import pandas as pd
# %%
settings = {
    "host": "db.acme-data.net",
    "user": "reports",
    "password": "Sommer#2019!",
}
connection = mysql.connector.connect(**settings)
# %%
visits = pd.read_sql("select day, visits from web", connection)
print(visits["visits"].sum())
