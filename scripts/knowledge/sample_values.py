"""Sample receivers by type and sample arguments by parameter name, for calling functions that we know little about."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import functools
import io
import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np


def _module(name: str) -> Any:
    import importlib

    return importlib.import_module(name)


def array() -> np.ndarray:
    """A small array, not sorted, with room for change."""
    return np.array([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0], [9.0, 7.0, 8.0]])


def frame() -> Any:
    """Numbers with a gap, not sorted, with a duplicate row."""
    pandas = _module("pandas")
    data = {"a": [3.0, 1.0, np.nan, 1.0], "b": [4.0, 2.0, 6.0, 2.0], "c": [1.0, 5.0, 2.0, 5.0]}
    return pandas.DataFrame(data, index=[3, 1, 2, 0])


def series() -> Any:
    """A series with a gap, not sorted."""
    return _module("pandas").Series([3.0, np.nan, 1.0, 1.0], index=[3, 1, 2, 0], name="a")


def times() -> Any:
    """A series of times."""
    pandas = _module("pandas")
    return pandas.Series(pandas.date_range("2020-01-01", periods=4, freq="D"), name="a")


def frame_by_time() -> Any:
    """Numbers by day."""
    pandas = _module("pandas")
    return pandas.DataFrame(
        {"a": [1.0, 2.0, 3.0, 4.0], "b": [4.0, 3.0, 2.0, 1.0]}, index=pandas.date_range("2020-01-01", periods=4)
    )


def _axes(kind: str = "rectilinear") -> Any:
    pyplot = _module("matplotlib.pyplot")
    axes = pyplot.figure().add_subplot(projection=kind)
    axes.plot([1, 2, 3], [3, 1, 2], *([[1, 2, 3]] if kind == "3d" else []), label="line")
    axes.figure.draw_without_rendering()  # so that asking for ticks and limits finds them made
    return axes


def _artist(make: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: make(_axes())


def _fitted(path: str, **settings: Any) -> Callable[[], Any]:
    def make() -> Any:
        module, name = path.rsplit(".", 1)
        generator = np.random.RandomState(0)
        features = np.abs(generator.normal(size=(30, 3)))
        saved = np.random.get_state()
        model = getattr(_module(module), name)(**settings).fit(features, (features[:, 0] > 0.6).astype(int))
        np.random.set_state(saved)
        return model

    return make


def _seaborn(name: str, *arguments: Any) -> Callable[[], Any]:
    return lambda: getattr(_module("seaborn"), name)(frame().dropna(), *arguments)


def _figure() -> Any:
    figure = _module("matplotlib.pyplot").figure()
    figure.add_subplot().plot([1, 2], [3, 1])
    figure.draw_without_rendering()
    return figure


def _categorical() -> Any:
    return _module("pandas").Categorical(["x", "y", "x", None])


def _graph(name: str) -> Callable[[], Any]:
    return lambda: getattr(_module("networkx"), name)([(0, 1), (1, 2), (2, 0), (2, 3)])


def _regression(make: bool) -> Any:
    api = _module("statsmodels.api")
    x = np.column_stack([np.ones(12), np.arange(12.0)])
    model = api.OLS(np.arange(12.0) * 2 + np.array([0.1, -0.1] * 6), x)
    return model.fit() if make else model


def _generator() -> Any:
    return (item for item in [[1], [2], [3]])


PLAIN: dict[str, Callable[[], Any]] = {
    "builtins.int": lambda: 7,
    "builtins.float": lambda: 2.5,
    "builtins.complex": lambda: 1 + 2j,
    "builtins.bool": lambda: True,
    "builtins.str": lambda: "b,a c\nd",
    "builtins.bytes": lambda: b"b,a c",
    "builtins.bytearray": lambda: bytearray(b"b,a c"),
    "builtins.memoryview": lambda: memoryview(bytearray(b"abc")),
    "builtins.list": lambda: [[3], [1], [2]],
    "builtins.tuple": lambda: ([3], [1]),
    "builtins.range": lambda: range(5),
    "builtins.dict": lambda: {"a": [1], "b": [2]},
    "builtins.set": lambda: {(3,), (1,), (2,)},
    "builtins.frozenset": lambda: frozenset({(3,), (1,)}),
    "builtins.generator": _generator,
    "builtins.zip": lambda: zip([[1], [2]], [[3], [4]], strict=False),
    "builtins.map": lambda: map(lambda item: item, [[1], [2]]),
    "builtins.enumerate": lambda: enumerate([[1], [2]]),
    "collections.Counter": lambda: collections.Counter("abca"),
    "collections.OrderedDict": lambda: collections.OrderedDict(a=[1], b=[2]),
    "collections.defaultdict": lambda: collections.defaultdict(list, a=[1]),
    "collections.deque": lambda: collections.deque([[3], [1], [2]]),
    "collections.ChainMap": lambda: collections.ChainMap({"a": [1]}, {"b": [2]}),
    "itertools.count": lambda: itertools.count(),
    "itertools.chain": lambda: itertools.chain([[1]], [[2]]),
    "functools.partial": lambda: functools.partial(max, [1]),
    "decimal.Decimal": lambda: decimal.Decimal("1.5"),
    "fractions.Fraction": lambda: fractions.Fraction(1, 3),
    "datetime.datetime": lambda: datetime.datetime(2020, 1, 2, 3),
    "datetime.date": lambda: datetime.date(2020, 1, 2),
    "datetime.timedelta": lambda: datetime.timedelta(1),
    "random.Random": lambda: random.Random(0),
    "re.Pattern": lambda: re.compile("a(.)"),
    "re.Match": lambda: re.search("a(.)", "xab"),
    "pathlib.Path": lambda: Path("sample.txt"),
    "io.StringIO": lambda: io.StringIO("a\nb\n"),
    "io.BytesIO": lambda: io.BytesIO(b"a\nb\n"),
    "builtins.file": lambda: open("sample.txt", "r+", encoding="utf-8"),
}

NUMPY: dict[str, Callable[[], Any]] = {
    "numpy.ndarray": array,
    "numpy.matrix": lambda: np.matrix(array()),
    "numpy.ma.MaskedArray": lambda: np.ma.masked_less(array(), 2),
    "numpy.float64": lambda: np.float64(1.5),
    "numpy.poly1d": lambda: np.poly1d([1.0, 2.0]),
    "numpy.polynomial.Polynomial": lambda: np.polynomial.Polynomial([1.0, 2.0]),
    "numpy.random.Generator": lambda: np.random.default_rng(0),
    "numpy.random.RandomState": lambda: np.random.RandomState(0),
    "numpy.random.PCG64": lambda: np.random.PCG64(0),
    "numpy.random.SeedSequence": lambda: np.random.SeedSequence(0),
    "numpy.dtype": lambda: np.dtype("f8"),
}

PANDAS: dict[str, Callable[[], Any]] = {
    "pandas.DataFrame": frame,
    "pandas.Series": series,
    "pandas.Index": lambda: _module("pandas").Index([3, 1, 2, 2]),
    "pandas.MultiIndex": lambda: _module("pandas").MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", "y"]),
    "pandas.DatetimeIndex": lambda: _module("pandas").date_range("2020-01-01", periods=3),
    "pandas.Timestamp": lambda: _module("pandas").Timestamp("2020-01-02 03:04"),
    "pandas.Timedelta": lambda: _module("pandas").Timedelta("1d"),
    "pandas.Period": lambda: _module("pandas").Period("2020-01"),
    "pandas.Interval": lambda: _module("pandas").Interval(0, 1),
    "pandas.Categorical": _categorical,
    "pandas.DataFrameGroupBy": lambda: frame().groupby("b"),
    "pandas.SeriesGroupBy": lambda: frame().groupby("b")["a"],
    "pandas.Rolling": lambda: frame().rolling(2),
    "pandas.Expanding": lambda: frame().expanding(2),
    "pandas.ExponentialMovingWindow": lambda: frame().ewm(2),
    "pandas.Resampler": lambda: frame_by_time().resample("2D"),
    "pandas.StringMethods": lambda: _module("pandas").Series(["a b", "b"]).str,
    "pandas.DatetimeProperties": lambda: times().dt,
    "pandas.CategoricalAccessor": lambda: _module("pandas").Series(_categorical()).cat,
    "pandas.PlotAccessor": lambda: frame().plot,
    "pandas.io.formats.style.Styler": lambda: frame().style,
}

DRAWING: dict[str, Callable[[], Any]] = {
    "matplotlib.axes.Axes": _axes,
    "matplotlib.axes.Axes3D": lambda: _axes("3d"),
    "matplotlib.figure.Figure": _figure,
    "matplotlib.lines.Line2D": _artist(lambda axes: axes.lines[0]),
    "matplotlib.text.Text": _artist(lambda axes: axes.text(1, 1, "a")),
    "matplotlib.legend.Legend": _artist(lambda axes: axes.legend()),
    "matplotlib.axis.Axis": _artist(lambda axes: axes.xaxis),
    "matplotlib.patches.Patch": _artist(
        lambda axes: axes.add_patch(_module("matplotlib.patches").Rectangle((0, 0), 1, 1))
    ),
    "matplotlib.patches.Circle": _artist(lambda axes: axes.add_patch(_module("matplotlib.patches").Circle((0, 0), 1))),
    "matplotlib.collections.Collection": _artist(lambda axes: axes.scatter([1, 2], [3, 4], c=[1, 2])),
    "matplotlib.image.AxesImage": _artist(lambda axes: axes.imshow(array())),
    "matplotlib.spines.Spine": _artist(lambda axes: axes.spines["top"]),
    "matplotlib.colorbar.Colorbar": _artist(lambda axes: axes.figure.colorbar(axes.imshow(array()), ax=axes)),
    "matplotlib.container.Container": _artist(lambda axes: axes.bar([1, 2], [3, 4])),
    "matplotlib.gridspec.GridSpec": lambda: _module("matplotlib.gridspec").GridSpec(2, 2),
    "matplotlib.colors.Colormap": lambda: _module("matplotlib").colormaps["viridis"].copy(),
    "matplotlib.colors.Normalize": lambda: _module("matplotlib.colors").Normalize(0, 1),
    "matplotlib.cm.ScalarMappable": lambda: _module("matplotlib.cm").ScalarMappable(),
    "seaborn.FacetGrid": lambda: _module("seaborn").FacetGrid(frame().dropna(), col="b"),
    "seaborn.PairGrid": _seaborn("PairGrid"),
    "seaborn.JointGrid": lambda: _module("seaborn").JointGrid(frame().dropna(), x="a", y="b"),
}

SCIENCE: dict[str, Callable[[], Any]] = {
    "sklearn.linear_model.LinearRegression": _fitted("sklearn.linear_model.LinearRegression"),
    "sklearn.preprocessing.StandardScaler": _fitted("sklearn.preprocessing.StandardScaler"),
    "sklearn.ensemble.RandomForestClassifier": _fitted("sklearn.ensemble.RandomForestClassifier", n_estimators=2),
    "sklearn.cluster.KMeans": _fitted("sklearn.cluster.KMeans", n_clusters=2),
    "sklearn.svm.SVR": _fitted("sklearn.svm.SVR"),
    "sklearn.svm.SVC": _fitted("sklearn.svm.SVC"),
    "sklearn.mixture.GaussianMixture": _fitted("sklearn.mixture.GaussianMixture"),
    "sklearn.neighbors.KernelDensity": _fitted("sklearn.neighbors.KernelDensity"),
    "sklearn.neighbors.KNeighborsClassifier": _fitted("sklearn.neighbors.KNeighborsClassifier"),
    "sklearn.tree.DecisionTreeClassifier": _fitted("sklearn.tree.DecisionTreeClassifier"),
    "sklearn.decomposition.PCA": _fitted("sklearn.decomposition.PCA"),
    "sklearn.decomposition.NMF": _fitted("sklearn.decomposition.NMF", n_components=2),
    "sklearn.naive_bayes.GaussianNB": _fitted("sklearn.naive_bayes.GaussianNB"),
    "sklearn.linear_model.SGDClassifier": _fitted("sklearn.linear_model.SGDClassifier"),
    "sklearn.linear_model.LogisticRegression": _fitted("sklearn.linear_model.LogisticRegression"),
    "sklearn.model_selection.KFold": lambda: _module("sklearn.model_selection").KFold(2),
    "sklearn.model_selection.ShuffleSplit": lambda: _module("sklearn.model_selection").ShuffleSplit(2),
    "sklearn.utils.Bunch": lambda: _module("sklearn.utils").Bunch(data=array()),
    "scipy.stats.rv_continuous": lambda: _module("scipy.stats").norm,
    "scipy.stats.rv_discrete": lambda: _module("scipy.stats").poisson,
    "scipy.stats.rv_frozen": lambda: _module("scipy.stats").norm(0, 1),
    "scipy.stats.gaussian_kde": lambda: _module("scipy.stats").gaussian_kde(array()[0]),
    "scipy.sparse.spmatrix": lambda: _module("scipy.sparse").csr_matrix(array()),
    "scipy.interpolate.CubicSpline": lambda: _module("scipy.interpolate").CubicSpline([0.0, 1.0, 2.0], [1.0, 0.0, 3.0]),
    "scipy.interpolate.interp1d": lambda: _module("scipy.interpolate").interp1d([0.0, 1.0], [1.0, 0.0]),
    "scipy.spatial.KDTree": lambda: _module("scipy.spatial").KDTree(array()),
    "statsmodels.base.model.Model": lambda: _regression(False),
    "statsmodels.base.model.Results": lambda: _regression(True),
    "networkx.Graph": _graph("Graph"),
    "networkx.DiGraph": _graph("DiGraph"),
    "networkx.MultiGraph": _graph("MultiGraph"),
    "sympy.Expr": lambda: _module("sympy").Symbol("x") ** 2 + 1,
    "sympy.Matrix": lambda: _module("sympy").Matrix([[1, 2], [3, 4]]),
    "PIL.Image.Image": lambda: _module("PIL.Image").new("RGB", (4, 3)),
    "PIL.ImageDraw.ImageDraw": lambda: _module("PIL.ImageDraw").Draw(_module("PIL.Image").new("RGB", (40, 30))),
    "polars.DataFrame": lambda: _module("polars").DataFrame({"a": [3, 1, 2], "b": [1.0, 2.0, 3.0]}),
    "polars.Series": lambda: _module("polars").Series("a", [3, 1, 2]),
    "polars.LazyFrame": lambda: _module("polars").LazyFrame({"a": [3, 1, 2]}),
    "polars.Expr": lambda: _module("polars").col("a"),
    "xarray.DataArray": lambda: _module("xarray").DataArray(array(), dims=["x", "y"], name="a"),
    "xarray.Dataset": lambda: _module("xarray").Dataset({"a": (("x", "y"), array())}),
    "geopandas.GeoDataFrame": lambda: _module("geopandas").GeoDataFrame(
        {"a": [1, 2]}, geometry=_module("geopandas").points_from_xy([0, 1], [1, 0]), crs="EPSG:4326"
    ),
    "geopandas.GeoSeries": lambda: _module("geopandas").GeoSeries(_module("geopandas").points_from_xy([0, 1], [1, 0])),
    "shapely.Geometry": lambda: _module("shapely").Point(1, 2).buffer(1),
    "tqdm.tqdm": lambda: _module("tqdm").tqdm([[1], [2]], file=io.StringIO()),
    "bs4.BeautifulSoup": lambda: _module("bs4").BeautifulSoup("<p>a<b>c</b></p>", "html.parser"),
}

RECEIVERS = {**PLAIN, **NUMPY, **PANDAS, **DRAWING, **SCIENCE}
