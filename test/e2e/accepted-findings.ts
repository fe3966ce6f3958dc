/**
 * What pyright has against the samples' own code, by sample: `rule: line`. Each was looked at, and comes in the same way
 * for the cells' code in one script. A line that we wrote (a result, an import of ours) has no place here.
 */
export const acceptedFindings: Readonly<Record<string, readonly string[]>> = {
  "energy-forecast": [
    'reportArgumentType: {"MAE": [error(test, forecast), error(test, naive)]}, index=["Holt-Winters", "last week again"]',
    "reportAttributeAccessIssue: yearly = 10 - 9 * np.cos(2 * np.pi * (hours.dayofyear - 15) / 365)",
    "reportAttributeAccessIssue: load += 25 * np.sin(2 * np.pi * (hours.hour - 7) / 24)",
    "reportAttributeAccessIssue: load[hours.dayofweek >= 5] *= 0.85",
    "reportAttributeAccessIssue: naive.index = test.index",
  ],
  "iris-exploration": [
    "reportArgumentType: wrong = pd.DataFrame(scaler.inverse_transform(X_test), columns=features)",
    "reportAttributeAccessIssue: print(X_train.shape, X_test.shape)",
    "reportAttributeAccessIssue: print(iris.DESCR[:320])",
    "reportAttributeAccessIssue: df = pd.DataFrame(iris.data, columns=iris.feature_names)",
    'reportAttributeAccessIssue: df["species"] = iris.target',
    "reportAttributeAccessIssue: names = {i: name for i, name in enumerate(iris.target_names)}",
    'reportArgumentType: df["species"] = df["species"].map(names)',
  ],
  "kale-passengers": [
    'reportCallIssue: people["port"] = people["port"].fillna(people["port"].mode()[0])',
    'reportArgumentType: people["port"] = people["port"].fillna(people["port"].mode()[0])',
  ],
  "percent-script": [
    'reportCallIssue: rate.sort_values().plot.barh(figsize=(5, 2), title="share that left")',
    'reportCallIssue: show(flagged.sort_values(["calls", "months"], ascending=[False, True]).head(5))',
    'reportAttributeAccessIssue: show(flagged.sort_values(["calls", "months"], ascending=[False, True]).head(5))',
  ],
  "sensor-cleaning": [
    'reportCallIssue: tidy = wide.stack().rename("temp").reset_index()',
    'reportArgumentType: tidy = wide.stack().rename("temp").reset_index()',
    'reportArgumentType: curves[sensor]["warmest"] = int(curve.idxmax())',
    "reportRedeclaration: def clean(text):",
  ],
  "shell-and-magics": [
    // The notebook writes this module itself.
    "reportMissingImports: import logline",
    'reportArgumentType: log = pd.DataFrame(rows, columns=["host", "time", "path", "status", "size"])',
    'reportOperatorIssue: by_hour = log.set_index("time").groupby(pd.Grouper(freq="D"))["size"].sum() / 1024',
    'reportCallIssue: per_page = errors.groupby("page").size().sort_values(ascending=False, kind="stable")',
  ],
};
