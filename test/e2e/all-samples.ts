import type { Sample } from "./samples.ts";

/** Every sample, with what is expected of the project that is made of it. */
export const allSamples: readonly Sample[] = [
  {
    name: "energy-forecast",
    file: "energy-forecast.ipynb",
    figures: 3,
    steps: ["load", "clean", "look", "train", "forecast", "evaluate"],
    patch: { change: "n_paths=50", reruns: ["forecast", "evaluate"] },
    notCompared: [],
  },
  {
    name: "iris-exploration",
    file: "iris-exploration.ipynb",
    figures: 4,
    steps: ["load_the_data", "a_first_look", "plots", "features", "try_some_models", "confusion_matrix_step", "use_it"],
    patch: {
      change: "SEED=7",
      reruns: ["load_the_data", "features", "try_some_models", "confusion_matrix_step", "use_it"],
    },
    notCompared: [],
  },
  {
    name: "kale-passengers",
    file: "kale-passengers.ipynb",
    figures: 0,
    steps: ["loaddata", "prepare", "split", "randomforest", "logistic", "bayes", "results", "metrics"],
    patch: { change: "N_TREES=5", reruns: ["randomforest", "results", "metrics"] },
    notCompared: [],
    close: ["forest"],
  },
  {
    name: "percent-script",
    file: "churn.py",
    figures: 1,
    steps: ["load", "features", "model", "result"],
    patch: { change: "threshold=0.9", reruns: ["result"] },
    notCompared: [],
  },
  {
    name: "sensor-cleaning",
    file: "sensor-cleaning.ipynb",
    figures: 4,
    steps: [
      "house_sensors_cleaning_up",
      "what_is_wrong_with_it",
      "step_by_step",
      "limits_per_room",
      "plots_before_and_after_filling",
      "one_tidy_table",
    ],
    patch: null,
    notCompared: [],
  },
  {
    name: "shell-and-magics",
    file: "shell-and-magics.ipynb",
    figures: 1,
    steps: [
      "what_happened_on_the_web_server_in_may",
      "which_files",
      "a_parser_in_a_file_of_its_own",
      "errors",
      "by_hour",
    ],
    patch: null,
    notCompared: [],
  },
];
