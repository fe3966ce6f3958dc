import { normalName } from "../../base/normal-name.ts";
import type { Surroundings } from "../surroundings.ts";

/** Distributions that give a module under other names than the usual one: variants, and names of conda. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  cv2: [
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
    "opencv",
    "py-opencv",
  ],
  faiss: ["faiss-cpu", "faiss-gpu", "faiss"],
  google: ["google-cloud", "protobuf", "google-api-core", "google-auth", "google-genai", "google-generativeai"],
  graphviz: ["graphviz", "python-graphviz"],
  IPython: ["ipython", "jupyter", "jupyterlab", "notebook", "ipykernel"],
  ipykernel: ["ipykernel", "jupyter", "jupyterlab", "notebook", "ipython"],
  ipywidgets: ["ipywidgets", "jupyter"],
  keras: ["keras", "tensorflow", "tensorflow-cpu", "tensorflow-gpu"],
  lightgbm: ["lightgbm", "py-lightgbm"],
  matplotlib: ["matplotlib", "matplotlib-base"],
  mpl_toolkits: ["matplotlib", "matplotlib-base"],
  msgpack: ["msgpack", "msgpack-python"],
  osgeo: ["gdal", "libgdal"],
  pkg_resources: ["setuptools"],
  PIL: ["pillow", "pil"],
  psycopg2: ["psycopg2", "psycopg2-binary"],
  pylab: ["matplotlib", "matplotlib-base"],
  skimage: ["scikit-image"],
  sklearn: ["scikit-learn", "sklearn", "scikit-learn-intelex"],
  snowflake: ["snowflake-connector-python", "snowflake-snowpark-python"],
  tables: ["tables", "pytables"],
  tensorflow: ["tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tensorflow-macos", "tf-nightly", "intel-tensorflow"],
  torch: ["torch", "pytorch", "pytorch-cpu", "pytorch-gpu"],
  xgboost: ["xgboost", "py-xgboost", "py-xgboost-cpu", "py-xgboost-gpu", "xgboost-cpu"],
};

/** A top-level module, and what is imported of it. */
interface Imported {
  readonly name: string;
  /** Dotted: `google.cloud.storage`. */
  readonly paths: readonly string[];
}

/** The distribution that usually gives a module, for people: `scikit-learn` for `sklearn`. */
export function distributionOf({ environment, distributions }: Surroundings, { name, paths }: Imported): string {
  const known = [name, ...paths.flatMap(partsBelow)].find((path) => distributions.has(path)) ?? name;
  return distributions.get(known) ?? environment?.installed.get(name)?.distribution ?? name;
}

/** All distributions that may give a module, in their normal form. */
export function providersOf(around: Surroundings, module: Imported): ReadonlySet<string> {
  const { name, paths } = module;
  const installed = around.environment?.installed.get(name)?.distribution;
  const own = Object.hasOwn(OTHERS, name) ? (OTHERS[name] as readonly string[]) : [];
  // Several distributions fill a package without a file of its own: `orbax-checkpoint` is `orbax.checkpoint`.
  const below = paths.flatMap(partsBelow).flatMap((path) => [path, around.distributions.get(path) ?? path]);
  const names = [name, distributionOf(around, module), ...(installed === undefined ? [] : [installed]), ...own];
  return new Set([...names, ...below].map(normalName));
}

/** `a.b` and `a.b.c` of `a.b.c`. */
function partsBelow(path: string): readonly string[] {
  const names = path.split(".");
  return names.slice(1).map((_, index) => names.slice(0, index + 2).join("."));
}

/** Distributions that always bring others with them, of those that notebooks import. */
const BRINGS: Readonly<Record<string, readonly string[]>> = {
  pandas: ["numpy", "python-dateutil", "pytz", "dateutil", "six"],
  "scikit-learn": ["numpy", "scipy", "joblib", "threadpoolctl"],
  sklearn: ["scikit-learn", "numpy", "scipy", "joblib"],
  scipy: ["numpy"],
  matplotlib: ["numpy", "pillow", "cycler", "packaging"],
  seaborn: ["matplotlib", "pandas", "numpy"],
  statsmodels: ["numpy", "scipy", "pandas", "patsy"],
  "scikit-image": ["numpy", "scipy", "networkx", "pillow", "imageio"],
  geopandas: ["pandas", "shapely", "numpy", "pyproj"],
  xarray: ["numpy", "pandas"],
  tensorflow: ["numpy", "keras", "h5py", "tensorboard"],
  torchvision: ["torch", "numpy", "pillow"],
  transformers: ["numpy", "requests", "tqdm", "huggingface-hub", "tokenizers", "pyyaml", "regex"],
  datasets: ["numpy", "pandas", "pyarrow", "huggingface-hub", "tqdm"],
  xgboost: ["numpy", "scipy"],
  lightgbm: ["numpy", "scipy"],
  catboost: ["numpy", "pandas", "scipy", "matplotlib", "plotly"],
  streamlit: ["pandas", "numpy", "altair", "requests"],
  jupyter: ["ipython", "ipykernel", "ipywidgets", "nbconvert", "nbformat", "notebook"],
  jupyterlab: ["ipython", "ipykernel", "nbformat", "nbconvert"],
  notebook: ["ipython", "ipykernel", "nbformat", "nbconvert"],
};

/** What comes with a set of distributions, directly or through others. */
export function broughtBy(names: ReadonlySet<string>): ReadonlySet<string> {
  const brought = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const one of Object.hasOwn(BRINGS, name) ? (BRINGS[name] as readonly string[]) : []) {
      if (brought.has(one)) continue;
      brought.add(one);
      queue.push(one);
    }
  }
  return brought;
}
