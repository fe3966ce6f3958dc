def drop_empty(table):
    return table.dropna()
