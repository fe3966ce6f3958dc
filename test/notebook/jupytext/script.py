# ---
# title: A front matter
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: 'Python 3.8 (''venv'': it''s a rather long name that will be folded
#       over several lines by YAML, yes)'
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Title
#
# Some *text* with 'quotes and """ triple

# %%
import numpy as np
# %matplotlib inline
# %load_ext autoreload

# %%
# !pip install x
# !ls -la | grep 'a'
# files = !ls
# t = %time f()

# %% language="bash"
# ls -la
# # a comment
# echo 'it''s'

# %%
# %%time
x = 1

def f():
    # !ls
    # %time g()
    return 1


# %% tags=["parameters", "a b"]
text = '''
# %% not a cell
%not_magic
! not shell
'''
y = 2

# %%
doc = """

# %% [markdown]
"""
# plain comment
# #%hash
# # %commented_magic
# # # %twice

# %%
# df?
# ?df.head
# df.head??

# %%
# ls
# cd /tmp
# cat file.txt
# # cat file
cat = 3
ls, b = 1, 2

# %%
# + light marker
# - end
x = 1
# +
# # + twice

# %%

# %% [markdown]
#

# %%
x = 1




# %%


x = 1


# %%
def f():
    return 1


class A:
    pass


# %%
@decorator
def g(): pass


# %% [markdown]
# ```mermaid
# %% a comment
# # %% also
# ```
# after

# %% [markdown]
# ```python
# x
#

# %% [markdown]
# %magic in markdown
# !shell in markdown
# cat is an animal
# ls
# ![img](a.png)
# really?

# %% [markdown]
# # ls
# # %matplotlib
# ## cat x

# %% [markdown]
# - item
#
#
#     code
#
#
# trailing
#
#

# %% My title [markdown]
# A title here

# %% Code title tags=["a"] some={"nested": [1, 2.5, null, true], "s": "it's \"q\" = {"} flag
z = 3

# %% run_control={"frozen": true}
# frozen = 1

# %% tags=["active-py"]
only_py = 1

# %% tags=["active-ipynb"]
# only_nb = %time 1

# %% [raw]
# raw text
# # with hash
# '''quote

# %% active="py"
raw py

# %%
s = 'unterminated
x = 1

# %%
path = 'C:\\'
q = r'\''
w = "a\"b"
# %time f

# %%
x = 1  # it's a comment with """
# %time y

# %%
a = 'x' "y" '''z''' # %time
# %time y

# %%
b = f'{d["k"]}' ; c = "'''"
# %time y

# %%
# %sql select 'a' \
#   from b \
#   where c
x = 1

# %%
long = 'abc\
def'
# %time y

# %% magic_args="--save a" language="sql"
# select 1

# %% magic_args="-i df" language="R"
# plot(df)

# %% language="javascript"
# alert('hi')

# %%
# %%writefile a.py
# %%
x = 1
# In[3]:

# %%
unicode = 'é😀'  # ü
indented = 1

# %%
if x:
    # # %time
    y = 1
    # # !ls
    z = 1

# %%
   


# %%
# #!ls
# #! ls
# # ! ls

# %%
x = 5 % 3
y = (5
# %z)


# %% [markdown]
# tab	and trailing   
# spaces  

# %%
last = 1
