"""The look of the report."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #2a6fdb; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin: 0; } h2 { margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h2 small, .facts { color: #777; font-size: .85rem; font-weight: normal; }
nav { margin-top: 1rem; } nav a { margin-right: 1rem; color: var(--accent); text-decoration: none; }
section p { white-space: pre-line; }
pre { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; }
pre { overflow-x: auto; margin: .4rem 0; padding: .5rem .8rem; }
pre.code { background: var(--soft); border-left: 3px solid var(--accent); }
pre.stderr { background: #e8a33d22; } pre.error { background: #d6454522; border-left: 3px solid #d64545; }
.output { overflow-x: auto; margin: .4rem 0; } .output img { max-width: 100%; background: #fff; }
.html { padding: 0 .8rem; }
.keyword { color: #8250df; } .text { color: #2e7d4f; } .number { color: #b35900; } .comment { color: #888; }
.builtin { color: var(--accent); }
.badge { font-size: .75rem; font-weight: 600; padding: .1rem .5rem; border-radius: 1rem; background: var(--soft); }
.badge.done { background: #2e7d4f33; } .badge.cached { background: #2a6fdb33; }
.badge.failed, .badge.stopped { background: #d6454544; }
.warning { background: #e8a33d22; border-left: 3px solid #e8a33d; padding: .4rem .8rem; }
table.facts { border-collapse: collapse; }
table.facts td, table.facts th { text-align: left; padding: .15rem .8rem .15rem 0; }
details { margin: .4rem 0; color: #777; font-size: .85rem; }
"""
