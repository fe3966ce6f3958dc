# %%
get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_line_magic('env', 'SIZE=3')
files = get_ipython().getoutput('ls')
folder = "data"
if files:
    get_ipython().system('mkdir -p {folder}')

# %%
get_ipython().run_cell_magic('time', '', 'total = 0\nfor name in files:\n    total += len(name)\n')

# %%
get_ipython().run_cell_magic('writefile', 'notes.txt', 'one\ntwo\n')
