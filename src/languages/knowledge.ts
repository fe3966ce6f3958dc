/**
 * Library knowledge: what calls of a library do that syntax cannot tell. It is data (one JSON file per library in
 * `languages/<language>/knowledge/`, checked by `knowledge.schema.json`), so that a stranger can extend it.
 */

/** `"self"` is the receiver of a method; a number is a positional argument (0-based); a text is an argument's name. `"*"` is every argument, `"element:0"` what iterating over an argument gives, `"held"` the receiver and all that it was made with, methods of which are called; `"parts"` the same, without such calls. */
export type ArgumentReference = string | number;

/** What one function or method does. An empty object says: returns a fresh value, changes nothing, has no effects. */
export interface CallKnowledge {
  /** Dotted type of the result, with parts where they are known (`builtins.tuple[A, B]` in order, `builtins.list[A]` all alike, `?` not known); `"none"`; `"self"`: the receiver itself; `"argument:0"`: that argument itself; `"like:0"`, `"like:self"`, `"like:element:0"`: a fresh value of that one's type; `"element:0"`: what iterating over it gives (also as a part; there `"constant"` is a value that cannot change, and `"like:*2"` two fresh values like each argument without a name, in order); `"type"`: an instance of the callee, which is a class. Absent: some fresh value. */
  readonly returns?: string;
  /** Better than `returns` when that argument (`"element:0"`: what iterating over it gives) is known to be of one of these types: its type -> that of the result. */
  readonly returnsFor?: { readonly argument: ArgumentReference; readonly types: Readonly<Record<string, string>> };
  /** Instead of `returns` when one of these arguments is given and is not `None`: name -> type (`read_csv(chunksize=100)`). */
  readonly returnsGiven?: Readonly<Record<string, string>>;
  /** Instead of `returns` when the file that the first argument names ends so: ending -> type (`.npz`). */
  readonly returnsForFile?: Readonly<Record<string, string>>;
  /** The result is none unless this argument is given (`display(x, display_id=True)`). */
  readonly returnsNoneUnless?: string;
  /** The result is none when one of these is given, and known to be something (`table.to_csv("a.csv")`). */
  readonly returnsNoneWith?: readonly ArgumentReference[];
  /**
   * Names of the positional parameters in order, receiver apart. Given where a single name below (`updatesWhen`,
   * `aliasesWhen`, `drawsUnless`, `mode`) may well be passed by position: `default_rng(42)`.
   */
  readonly parameters?: readonly string[];
  /** What changes in place. An argument that a call does not give (`out=`) does not change. */
  readonly updates?: readonly ArgumentReference[];
  /** `updates` holds (and the result is none, unless there are `aliases`) only when this argument is given with this value (`inplace=True`). */
  readonly updatesWhen?: { readonly argument: string; readonly equals: boolean | string | number };
  /** Arguments to which what is updated holds on: `values.append(x)` keeps `x`, `values.extend(x)` the elements of `x`. */
  readonly keeps?: readonly ArgumentReference[];
  /** What the result may share memory or references with (views, containers of arguments). */
  readonly aliases?: readonly ArgumentReference[];
  /** `aliases` holds only when this argument is given with this value (`copy=False`). */
  readonly aliasesWhen?: { readonly argument: string; readonly equals: boolean | string | number };
  /** Labels (`index`) of the result that are never those of an argument. */
  readonly ownLabels?: readonly string[];
  /** Arguments that are functions and are called. */
  readonly calls?: readonly ArgumentReference[];
  /** Methods (the first that there is) that it calls on instances of classes of the notebook: on the receiver, or (a function) on each argument. */
  readonly invokes?: readonly string[];
  /** The text of the result, when that of receiver and arguments is known: joined as a path, or that of the first. */
  readonly text?: "path" | "same";
  /** Arguments that name files that are read / written. */
  readonly reads?: readonly ArgumentReference[];
  readonly writes?: readonly ArgumentReference[];
  /** The form of these files, where the call reads or writes a whole table: `csv`, `parquet`, `json`, ... */
  readonly format?: string;
  /** The argument that is a mode like that of `open`: `writes` holds when it has one of `w`, `a`, `x`, `+`, else (absent as well) `reads`. */
  readonly mode?: string;
  /** Draws from the process-wide random generator of this name: `numpy`, `python`, `torch`, `tensorflow`; `system`: entropy of the machine, which no seed repeats. */
  readonly draws?: string;
  /** May draw from a generator of the process, as its arguments or the data want it (`k=` of `betweenness_centrality`). */
  readonly mayDraw?: true;
  /** No such draw when this argument is given and is not `None`. */
  readonly drawsUnless?: string;
  /** No such draw when the receiver was made with this argument and it was not `None` (`RandomForestClassifier(random_state=0).fit`). */
  readonly drawsUnlessReceiver?: string;
  /** Sets the state of that generator. */
  readonly seeds?: string;
  /** Changes process-wide settings of this name: `matplotlib`, `pandas`, `numpy.print`, `warnings`, `environment`, `directory`, `logging`, `locale`, ... */
  readonly sets?: string;
  /** Draws on the current figure, or makes one. */
  readonly plots?: boolean;
  /** The result says how good a model is: a number by which runs are compared. `"like:0"`, `"like:self"`: when that one does. */
  readonly score?: true | "like:0" | "like:self";
  /** Binds names in the notebook that its code does not show (`sympy.init_session`). */
  readonly bindsNames?: boolean;
  /** The source that such a call runs in the notebook, beside what it does itself: written out below it, and read like the rest. `{given:a,b}` stands for those of its arguments. */
  readonly runs?: { readonly source: readonly string[]; readonly unlessGiven?: readonly string[] };
  /** Modules of other libraries of which the call needs one, though neither it nor its library imports them at once: the usual one first. */
  readonly needs?: readonly string[];
  /** Touches the world in another way. */
  readonly touches?: "network" | "clock" | "database" | "input" | "process";
}

/** A value that is part of another: its type, and whether it shares memory with the whole (or is the very object in it). */
export interface ElementKnowledge {
  readonly returns?: string;
  readonly aliases?: boolean;
  /** It cannot change but for its name, and values that are made from one another have the very same: `DataFrame.index`. */
  readonly labels?: boolean;
  /** Its labels that are never those of the whole. */
  readonly ownLabels?: readonly string[];
  /** One that is not there is put in when it is read: `counts["a"]` of a `defaultdict`. */
  readonly adds?: boolean;
  /** It may be anything that the whole was given: attributes of a namespace. */
  readonly held?: boolean;
  /** Belongs to the session of a notebook (its names, its history), which a step does not have. */
  readonly session?: boolean;
  /** Modules of other libraries of which one is needed to have it: the usual one first. */
  readonly needs?: readonly string[];
}

/** What is known of a type. It may be a type that exists here only (`matplotlib.axes.AxesOrArray`). */
export interface TypeKnowledge {
  /** Types whose methods and attributes hold here as well. */
  readonly bases?: readonly string[];
  /** Values that never change in place: nothing can share their state. */
  readonly immutable?: boolean;
  /** Its values are labels: tables that are made with one have that very object (`pandas.Index`). */
  readonly labels?: boolean;
  /** Its values are parts of what they were taken from: a change of one shows in the whole (a node of a tree). */
  readonly part?: boolean;
  /** A random generator: what is given one as `random_state`, `rng`, `seed` or the like draws from it. */
  readonly generator?: boolean;
  /** Cannot be stored and loaded again: an open file, an iterator, a connection. */
  readonly live?: boolean;
  /** Protocol methods go by their own names: `__call__` (`value(...)`), `__enter__` (`with value as x`), `__iadd__` (`value += x`; rebinding when not listed). */
  readonly methods?: Readonly<Record<string, CallKnowledge>>;
  /** Attributes that are values: their type, and whether they share memory with the object. */
  readonly attributes?: Readonly<Record<string, ElementKnowledge>>;
  /** `value[...]`. */
  readonly items?: ElementKnowledge & {
    /**
     * Better answers for a key whose kind is seen: `int`, `str`, `slice`, `list`, `tuple`, `mask` (a comparison, or `~`, `&`,
     * `|` of such), or the dotted type of the key.
     */
    readonly byKey?: Readonly<Record<string, ElementKnowledge>>;
  };
  /** Iterating over the value. */
  readonly elements?: ElementKnowledge;
  /** Types of `value + x`, `-value` and of `value < x`. */
  readonly operators?: { readonly arithmetic?: string; readonly comparison?: string };
  /** What to think of methods that are not listed: `pure` (fresh value, no update) or `unknown` (the default). */
  readonly unlisted?: "pure" | "unknown";
  /** Settings of the process that its attributes are: who sets one changes them (`decimal.getcontext().prec = 4`). */
  readonly settings?: string;
  /** A context manager that puts process-wide settings of this name back on exit (`warnings.catch_warnings`). */
  readonly restores?: string;
}

/** One knowledge file. */
export interface LibraryKnowledge {
  /** For editors. */
  readonly $schema?: string;
  /** For people: `pandas`. */
  readonly library: string;
  /** Top-level import names that this file speaks for. */
  readonly modules: readonly string[];
  /** Canonical dotted path -> what it does. A key may end in `.*` for all below it; the most exact key wins. */
  readonly functions: Readonly<Record<string, CallKnowledge>>;
  readonly types: Readonly<Record<string, TypeKnowledge>>;
  /** Values of these modules that are not functions: `os.environ`. Who updates one, or a part of one, `sets` settings of this name. */
  readonly values?: Readonly<Record<string, { readonly returns?: string; readonly sets?: string }>>;
  /** A capitalised callee of these modules that is not listed is a class; its instances have this base type. Key: dotted prefix. */
  readonly classBases?: Readonly<Record<string, string>>;
  /** What to think of functions of these modules that are not listed: `pure` or `unknown` (the default). */
  readonly unlisted?: "pure" | "unknown";
  /** Whether this file tells of all that draws from a generator of the process. Absent: what is not listed by its own name may draw. */
  readonly draws?: "listed";
  /** Modules whose import alone changes something (registers an accessor, sets a style): dotted paths. */
  readonly importEffects?: readonly string[];
  /** Texts by which others find what a module adds to them when it is imported, a style or a colour map: its import matters where one is mentioned. */
  readonly registers?: Readonly<Record<string, readonly string[]>>;
  /** Libraries of which nothing else is known, but that their import changes nothing: top-level names. */
  readonly plainImports?: readonly string[];
  /** Modules that, once imported, have IPython call them around each cell (`events.register`): dotted paths. */
  readonly cellHooks?: readonly string[];
  /** Modules that number what they make, for the whole process (`sys[0]`, `sys[1]`): a step goes on where the step before it ended. The runner knows where they count. */
  readonly numbersObjects?: readonly string[];
  /** Other dotted paths for the same thing: `pandas.core.frame.DataFrame` -> `pandas.DataFrame`. */
  readonly synonyms?: Readonly<Record<string, string>>;
}
