"""What `describe_values` knows about libraries: how their values are taken apart. Nothing is imported here that the
described program has not imported itself.
"""

import functools
import hashlib
import sys

CACHE_NAMES = {"_cache", "_item_cache", "_repr_cache", "__cached__", "_mgr_cache", "_hash", "_cached_values"}
# Attributes that are no part of the value: the name space of whoever called, all of the kind in the process, how a
# module is compiled, memory to work in, the text that it was parsed from.
CALLER = {
    ("bs4", "BeautifulSoup"): {"markup"},
    ("logging", "Logger"): {"manager", "parent"},
    ("patsy", "EvalEnvironment"): {"_namespaces", "flags"},
    ("pint", "GenericPlainRegistry"): {"_caches", "_base_units_cache"},
    ("formulaic", "LayeredMapping"): {"mutations", "layers", "named_layers"},
    ("formulaic", "PandasMaterializer"): {"context", "layered_context"},
    ("statsmodels", "GLM"): {"_tmp_like_exog"},
    ("sympy", "FactKB"): {"rules"},
}


def is_cache(kind, name):
    """True for an attribute that can be computed again, or that is no part of the value."""
    if name in CACHE_NAMES:
        return True
    declared = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    if isinstance(declared, functools.cached_property) or "cache" in type(declared).__name__.lower():
        return True
    return any(name in CALLER.get((root(base), base.__name__), ()) for base in kind.__mro__)


def meaning(value, name, stored):
    """What an attribute stands for: HoloViews keeps how objects look apart, under numbers of the process."""
    library = sys.modules.get("holoviews.core.options")
    if name != "_id" or stored is None or library is None:
        return stored
    if not any((root(base), base.__name__) == ("holoviews", "LabelledData") for base in type(value).__mro__):
        return stored
    known = library.Store._custom_options
    return {backend: repr(trees[stored]) for backend, trees in sorted(known.items()) if stored in trees}


def root(kind):
    module = getattr(kind, "__module__", None)
    return module.partition(".")[0] if isinstance(module, str) else ""


def leaf(describer, value):
    """The string for a scalar of a library, or None."""
    library = root(type(value))
    if library == "numpy":
        numpy = sys.modules["numpy"]
        if isinstance(value, numpy.generic) and value.dtype.names is None and value.dtype != object:
            return f"{type(value).__name__} {describer.text(value) if isinstance(value, str) else repr(value.item())}"
        if isinstance(value, numpy.dtype):
            return f"dtype {value!r}"
        if value is numpy.random.mtrand._rand:  # hidden state of the process, not a value of the program
            return "numpy.random generator of the process"
        if isinstance(value, numpy.ufunc):
            return f"function numpy.{value.__name__}"
    if library == "pandas":
        pandas = sys.modules["pandas"]
        if value is pandas.NaT or value is pandas.NA:
            return repr(value)
        if isinstance(
            value, (pandas.Timestamp, pandas.Timedelta, pandas.Period, pandas.Interval, pandas.offsets.BaseOffset)
        ):
            return f"{type(value).__name__} {value!r}"
        if isinstance(value, pandas.api.extensions.ExtensionDtype):
            return f"dtype {type(value).__name__} {value}"
    if library == "shapely" and hasattr(value, "wkb_hex"):
        return f"{type(value).__name__} {hashlib.sha1(value.wkb).hexdigest()} {value.wkt[:60]}"
    if library == "pyproj" and hasattr(value, "to_wkt"):
        return f"{type(value).__name__} {value!r}"
    if library == "matplotlib" and not isinstance(value, (dict, list, tuple, type)):
        return f"opaque {describer.type_name(type(value))}{plot_text(value)}"
    if library == "seaborn" and not isinstance(value, (dict, list, tuple, type)):
        return f"opaque {describer.type_name(type(value))}"
    if library == "ipykernel" or any(base.__name__ == "InteractiveShell" for base in type(value).__mro__):
        return f"opaque {describer.type_name(type(value))}"
    if library == "sympy" and isinstance(value, type):
        return f"class {value.__name__}"
    if library == "sympy" and hasattr(value, "free_symbols"):
        return f"{describer.type_name(type(value))} {describer.text(sys.modules['sympy'].srepr(value))}"
    return None


def plot_text(value):
    """What can be read off a plot object without walking through the whole of matplotlib."""
    words = [
        getter() for name in ("get_title", "get_xlabel", "get_ylabel") if callable(getter := getattr(value, name, None))
    ]
    return f" {words!r}" if any(words) else ""


def expand(describer, value):
    """The node for a value of a library, or None when the general walk will do."""
    library = root(type(value))
    for base in type(value).__mro__:
        maker = MAKERS.get((root(base), base.__name__))
        if maker is not None:
            node = maker(describer, value)
            if node is not None:
                return {"t": describer.type_name(type(value)), **node}
    if library == "polars" and hasattr(value, "to_arrow"):
        rows = value.to_dict(as_series=False) if hasattr(value, "to_dict") else value.to_list()
        return {
            "t": describer.type_name(type(value)),
            "c": {".schema": str(getattr(value, "schema", value)), ".rows": describer.child(rows)},
        }
    return None


def array_node(describer, value):
    """ndarray: type, shape, hash of the bytes with every NaN alike; the elements go to the sidecar."""
    numpy = sys.modules["numpy"]
    extra = describer.state_parts(value) if type(value) is not numpy.ndarray else {}
    if isinstance(value, numpy.ma.MaskedArray):
        return {
            "c": {
                ".data": describer.child(numpy.asarray(value.filled(0) if value.dtype.kind in "biufc" else value.data)),
                ".mask": describer.child(numpy.ma.getmaskarray(value)),
                ".fill_value": str(value.fill_value),
            }
        }
    value = numpy.asarray(value)
    head = {"dtype": str(value.dtype), "shape": list(value.shape), "c": extra}
    if value.dtype.hasobject:
        items = value.reshape(-1).tolist() if value.dtype == object else [list(item) for item in value.reshape(-1)]
        parts = describer.sequence_parts(items)
        return {**head, **parts} if "chunks" in parts else {**head, "c": {**extra, **parts}}
    data = numpy.ascontiguousarray(value)
    if data.dtype.kind in "fc" and numpy.isnan(data).any():
        data = data.copy()
        data[numpy.isnan(data)] = numpy.nan
    digest = hashlib.sha1(data.tobytes() + str(data.dtype).encode() + str(data.shape).encode()).hexdigest()
    if digest not in describer.arrays:
        describer.keep_array(digest, data)
    return {**head, "hash": digest}


def generator_node(describer, value):
    generator = getattr(value, "bit_generator", None) or value._bit_generator
    return {"c": {".state": describer.child(generator.state)}}


def column_child(describer, values):
    """The values of a column or an index, whatever array type holds them."""
    numpy, pandas = sys.modules["numpy"], sys.modules["pandas"]
    if isinstance(values, numpy.ndarray):
        return describer.child(values)
    if isinstance(values, pandas.Categorical):
        return describer.child(values)
    if isinstance(values.dtype, numpy.dtype):
        return describer.child(values.to_numpy())
    plain = numpy.empty(len(values), dtype=object)
    plain[:] = list(values)
    return describer.child(plain)


def frame_node(describer, value):
    parts = {".columns": describer.child(value.columns), ".index": describer.child(value.index)}
    for position, name in enumerate(value.columns):
        label = f"[{name!r}]" if value.columns.is_unique else f".iloc[:, {position}]"
        column = value.iloc[:, position]
        parts[f"{label}.dtype"] = f"dtype {column.dtype!s}"
        parts[label] = column_child(describer, column.array)
    if value.attrs:
        parts[".attrs"] = describer.child(dict(value.attrs))
    return {"shape": list(value.shape), "c": {**parts, **geo_parts(value)}}


def series_node(describer, value):
    parts = {
        ".name": describer.child(value.name),
        ".index": describer.child(value.index),
        ".dtype": f"dtype {value.dtype!s}",
        ".values": column_child(describer, value.array),
    }
    if value.attrs:
        parts[".attrs"] = describer.child(dict(value.attrs))
    return {"shape": list(value.shape), "c": {**parts, **geo_parts(value)}}


def geo_parts(value):
    if root(type(value)) != "geopandas":
        return {}
    name = getattr(value, "_geometry_column_name", None)
    has_geometry = name is None or name in getattr(value, "columns", ())
    return {".geometry": f"str {name!r}", ".crs": f"crs {value.crs}" if has_geometry else "None"}


def index_node(describer, value):
    pandas = sys.modules["pandas"]
    if isinstance(value, pandas.MultiIndex):
        levels = {f".levels[{at}]": describer.child(level) for at, level in enumerate(value.levels)}
        codes = {f".codes[{at}]": describer.child(code) for at, code in enumerate(value.codes)}
        return {"c": {".names": describer.child(list(value.names)), **levels, **codes}}
    parts = {".name": describer.child(value.name), ".dtype": f"dtype {value.dtype!s}"}
    if isinstance(value, pandas.RangeIndex):
        return {"c": {**parts, ".range": f"{value.start} {value.stop} {value.step}"}}
    if hasattr(value, "freq"):
        parts[".freq"] = f"str {value.freqstr!r}"
    return {"c": {**parts, ".values": column_child(describer, value.array)}}


def categorical_node(describer, value):
    return {
        "c": {
            ".categories": describer.child(value.categories),
            ".ordered": str(value.ordered),
            ".codes": describer.child(value.codes),
        }
    }


def grouped_node(describer, value):
    names = (
        "obj",
        "keys",
        "level",
        "as_index",
        "sort",
        "dropna",
        "window",
        "min_periods",
        "center",
        "alpha",
        "span",
        "com",
    )
    return {"c": {f".{name}": describer.child(getattr(value, name)) for name in names if name in vars(value)}}


def sparse_node(describer, value):
    if value.format in ("csr", "csc", "bsr"):
        value = value.copy()
        value.sort_indices()
        names = ("data", "indices", "indptr")
    else:
        value, names = value.tocoo(), ("data", "row", "col")
    return {"c": {".shape": str(value.shape), **{f".{name}": describer.child(getattr(value, name)) for name in names}}}


def xarray_variable_node(describer, value):
    return {
        "c": {
            ".dims": str(value.dims),
            ".values": describer.child(value.values),
            ".attrs": describer.child(dict(value.attrs)),
        }
    }


def xarray_array_node(describer, value):
    coordinates = {f".coords[{name!r}]": describer.child(value.coords[name].variable) for name in value.coords}
    return {"c": {".name": describer.child(value.name), ".variable": describer.child(value.variable), **coordinates}}


def xarray_dataset_node(describer, value):
    return {
        "c": {
            **{f"[{name!r}]": describer.child(value.variables[name]) for name in value.variables},
            ".attrs": describer.child(dict(value.attrs)),
        }
    }


def compiled_function_node(describer, value):
    """What numba compiles is its function; what it has compiled so far is no part of it."""
    return {"c": {".py_func": describer.child(value.py_func), ".targetoptions": repr(value.targetoptions)}}


MAKERS = {
    ("numba", "Dispatcher"): compiled_function_node,
    ("numpy", "ndarray"): array_node,
    ("numpy", "Generator"): generator_node,
    ("numpy", "RandomState"): generator_node,
    ("pandas", "DataFrame"): frame_node,
    ("pandas", "Series"): series_node,
    ("pandas", "Index"): index_node,
    ("pandas", "Categorical"): categorical_node,
    ("pandas", "BaseGroupBy"): grouped_node,
    ("pandas", "BaseWindow"): grouped_node,
    ("pandas", "Resampler"): grouped_node,
    ("scipy", "_spbase"): sparse_node,
    ("xarray", "Variable"): xarray_variable_node,
    ("xarray", "DataArray"): xarray_array_node,
    ("xarray", "Dataset"): xarray_dataset_node,
}
