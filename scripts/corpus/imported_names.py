"""Names that a notebook binds only by import statements: they are code, not values."""
import ast
import json
import warnings

from IPython.core.inputtransformer2 import TransformerManager


def imported_names(path):
    """Top-level names bound by imports and by nothing else in the notebook at `path`."""
    imported, bound = set(), set()
    for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", []):
        if cell["cell_type"] != "code":
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = ast.parse(TransformerManager().transform_cell("".join(cell["source"])))
            except SyntaxError:
                continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                imported.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bound.add(node.name)
    return imported - bound
