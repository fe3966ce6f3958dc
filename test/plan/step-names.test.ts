import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identifierFrom, stepName, uniqueNames } from "../../src/plan/step-names.ts";

const reserved = new Set(["class", "print", "load", "step_1"]);

describe("identifiers from titles", () => {
  test.each([
    ["Load data", "load_data"],
    ["  2. Train & test!  ", "step_2_train_test"],
    ["../../etc/passwd", "etc_passwd"],
    ["..", "fallback"],
    ["{{{{", "fallback"],
    ["{{name}}", "name"],
    ['it\'s "quoted"', "it_s_quoted"],
    ["two\nlines", "two_lines"],
    ["tab\tnull\u0000", "tab_null"],
    ["; rm -rf /", "rm_rf"],
    ["$(id) `id`", "id_id"],
    ["__init__", "init"],
    ["Café Zürich", "cafe_zurich"],
    ["ﬁt x²", "fit_x2"],
    ["𝔘𝔫𝔦", "uni"],
    ["Метод", "fallback"],
    ["📈", "fallback"],
    ["\ud800", "fallback"],
    ["", "fallback"],
    ["a".repeat(90), "a".repeat(40)],
    ["word ".repeat(20), "word_word_word_word_word_word_word_word"],
    // Latin letters without a decomposition.
    ["Größe", "grosse"],
    ["GRÖẞE", "grosse"],
    ["Ærø", "aero"],
    ["Łódź", "lodz"],
    ["Þingvellir við Öxará", "thingvellir_vid_oxara"],
    ["Doğru ısı", "dogru_isi"],
    ["Đà Nẵng", "da_nang"],
    ["α und β", "und"],
  ])("%j", (title, name) => {
    expect(identifierFrom(title, "fallback")).toBe(name);
  });

  test.each([
    ["1. Load the data", "load_the_data"],
    ["2.3 Fit", "fit"],
    ["2.3.1. Fit", "fit"],
    ["4) Plot", "plot"],
    ["IV. Results", "results"],
    ["Step 5: Save", "save"],
    ["Part 2 - Train", "train"],
    ["3 models", "step_3_models"],
    ["2016 sales", "step_2016_sales"],
    ["Part 2", "part_2"],
    ["I like it", "i_like_it"],
    ["1.", "step_1"],
    ["1. 数据", "fallback"],
  ])("numbers of headings: %s", (title, name) => {
    expect(stepName(title, "fallback")).toBe(name);
  });

  test("a name that is cut does not end in a word that leads on", () => {
    expect(identifierFrom("Examine a dataset with pandas and seaborn", "")).toBe("examine_a_dataset_with_pandas");
  });
});

describe("names for all steps", () => {
  test.each([
    [
      ["A b", "a-b", "a_b!", "A  B"],
      ["a_b", "a_b_2", "a_b_3", "a_b_4"],
    ],
    [
      ["a", "a", "a 2"],
      ["a", "a_2", "a_2_2"],
    ],
    [
      ["class", "Print", "class"],
      ["class_step", "print_step", "class_2"],
    ],
    [
      ["load", "load step"],
      ["load_step", "load_step_2"],
    ],
    [
      ["📈", "📉"],
      ["step_1_step", "step_2"],
    ],
    [
      ["Con", "AUX", "nul!", "COM1", "con", "Console"],
      ["con_step", "aux_step", "nul_step", "com1_step", "con_2", "console"],
    ],
    [[], []],
  ])("%j", (titles, names) => {
    expect(uniqueNames(titles, reserved)).toEqual(names);
  });

  test("whatever the titles: valid, short, different, not reserved, the same for the same titles", () => {
    const title = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("class", "a", "A", "a 2", "a_2", "..", "步骤"),
    );
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const names = uniqueNames(titles, reserved);
        expect(names).toHaveLength(titles.length);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(name).toMatch(/^[a-z][a-z0-9_]{0,59}$/);
          expect(reserved.has(name)).toBe(false);
        }
        expect(uniqueNames(titles, reserved)).toEqual(names);
      }),
    );
  });
});
