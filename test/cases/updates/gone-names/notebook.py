# %% tags=["step:s1"]
y = {"k": 1, "m": 7}
e = [[3, 1], [2]]
# %% tags=["step:s2"]
x = e[0]
last = None
for part in e:
    if last is not None:
        last.append(0)
    last = part
del part
try:
    c = str(y["nope"])
except KeyError as e:
    c = f"no {e}"
finally:
    y["tried"] = True
c = [last, last]
# %% tags=["step:s3"]
last = None
for part in c:
    if last is not None:
        last.append(0)
    last = part
del part
