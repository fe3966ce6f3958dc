# %% [markdown]
# # Who cites whom
# %%
import networkx as nx
import matplotlib.pyplot as plt
# %%
G = nx.DiGraph()
G.add_edges_from([("a", "b"), ("c", "b"), ("d", "a"), ("d", "c"), ("e", "d")])
G.number_of_edges()
# %%
rank = nx.pagerank(G)
sorted(rank, key=rank.get)[-1]
# %%
visited = 0

def walk(node, depth=0):
    visited += 1
    for follower in G.successors(node):
        walk(follower, depth + 1)
# %%
walk("e")
visited
# %%
print(nx.density(G))
