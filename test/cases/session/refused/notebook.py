# %%
ip = get_ipython()
ip.push({"a": 1})
ip.user_ns["b"] = 2
get_ipython().run_line_magic("cd", ip.config.folder)

# %%
if len(get_ipython().getoutput("ls")) > 2:
    ip.kernel.do_shutdown(True)
