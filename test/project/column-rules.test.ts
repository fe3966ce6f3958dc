import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ColumnFacts, columnRule, dateFrom, widened } from "../../src/project/python/column-rules.ts";

describe("bounds of numbers", () => {
  it.each([
    [0.42, 80, [0, 160]],
    [4.3, 7.9, [0, 12]],
    [18, 65, [0, 120]],
    [100, 103, [97, 106]],
    [0.1, 0.2, [0, 0.4]],
    [-5, 30, [-40, 70]],
    [-30, -5, [-60, 0]],
    [0, 1, [0, 2]],
    [1e12, 3e12, [0, 5e12]],
    [-1e-7, 2e-7, [-4e-7, 5e-7]],
  ])("%d to %d", (min, max, expected) => {
    expect(widened(min, max)).toEqual({ low: expected[0], high: expected[1] });
  });

  it.each([
    [7, 7],
    [Number.NaN, 3],
    [-Number.MAX_VALUE, Number.MAX_VALUE],
  ])("nothing is said of %d to %d", (min, max) => expect(widened(min, max)).toBeNull());

  it("hold what was seen, with room on both sides unless the sign ends there", () => {
    const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(number, number, (one, other) => {
        const [min, max] = one < other ? [one, other] : [other, one];
        const range = widened(min, max);
        fc.pre(range !== null && max - min > 1e-9 * Math.max(Math.abs(min), Math.abs(max)));
        const { low, high } = range as { low: number; high: number };
        expect(low < min || (low === 0 && min >= 0)).toBe(true);
        expect(high > max || (high === 0 && max <= 0)).toBe(true);
        if (min >= 0) expect(low).toBeGreaterThanOrEqual(0);
        if (max <= 0) expect(high).toBeLessThanOrEqual(0);
      }),
    );
  });
});

it.each([
  ["2020-03-01T00:00:00", "2021-01-01T00:00:00", "2010-01-01"],
  ["2000-03-01", "2023-01-01", "1977-01-01"],
  ["1705-03-01", "1706-01-01", null],
  ["no date", "2021-01-01", null],
])("dates from %s to %s begin at %s", (min, max, expected) => expect(dateFrom(min, max)).toBe(expected));

describe("what a column has to be like", () => {
  const rule = (facts: Partial<ColumnFacts>, rows = 100) =>
    columnRule({ label: "x", dtype: "int64", nulls: 0, ...facts }, rows);

  it("asks for types that pandera knows by name, and for texts where all objects are", () => {
    const dtypes = [
      ...["int64", "UInt8", "float32", "Float64", "bool", "boolean", "category", "string", "string[pyarrow]"],
      ...["datetime64[ns]", "datetime64[us, Europe/Berlin]", "datetime64[ns, UTC+01:00]", "period[Q-DEC]"],
    ];
    for (const dtype of dtypes) expect(rule({ dtype }).dtype).toBe(dtype);
    for (const dtype of ["geometry", "Sparse[float64, nan]", "datetime64[ns, pytz.FixedOffset(60)]", "x\nimport os"])
      expect(rule({ dtype }).dtype).toBeNull();
    expect(rule({ dtype: "object", text: true }).dtype).toBe("str");
    expect(rule({ dtype: "object", text: false }).dtype).toBe("object");
  });

  it("lists values where they were, and 0 and 1", () => {
    expect(rule({ dtype: "object", values: ["a", "b"] }).check).toEqual({ kind: "values", values: ["a", "b"] });
    expect(rule({ min: 0, max: 1 }).check).toEqual({ kind: "values", values: [0, 1] });
    expect(rule({ dtype: "float64", min: 0, max: 1 }).check).toEqual({ kind: "range", low: 0, high: 2 });
  });

  it("takes keys for what they are: unique, without an upper bound", () => {
    const key = { unique: true, min: 1, max: 900 };
    expect(rule({ ...key, label: "customer_id" })).toMatchObject({ unique: true, check: { kind: "from", low: 0 } });
    expect(rule({ ...key, label: "CustomerID" }).unique).toBe(true);
    expect(rule({ unique: true, rising: true, min: 1990, max: 2089 }).unique).toBe(true);
    expect(rule({ dtype: "object", text: true, unique: true, rising: true }).unique).toBe(true);
    for (const facts of [
      { label: "paid" },
      { label: "income" },
      { label: "income", rising: true },
      { label: "id", unique: false },
      { label: "id", nulls: 1 },
    ])
      expect(rule({ ...key, ...facts }).unique).toBe(false);
    expect(rule({ ...key, label: "id" }, 10).unique).toBe(false);
  });

  it("gives no upper bound to whole numbers that are called as keys, however often they come", () => {
    const seen = { unique: false, min: 1, max: 200 };
    const names = [
      "id",
      "customer_id",
      "id_customer",
      "customerId",
      "customer_key",
      "order_no",
      "order_nr",
      "zip_code",
    ];
    for (const label of names)
      expect(rule({ ...seen, label }), label).toMatchObject({ unique: false, check: { kind: "from", low: 0 } });
    expect(rule({ ...seen, label: "store_id", min: 0, max: 1 }).check).toEqual({ kind: "from", low: 0 });
    expect(rule({ ...seen, label: "customer_id", dtype: "float64", nulls: 3 }).check).toEqual({ kind: "from", low: 0 });
    expect(rule({ ...seen, label: "customer_id", min: -1 }).check).toBeNull();
    for (const label of ["paid", "casino", "idle", "no", "decode"])
      expect(rule({ ...seen, label }).check, label).toEqual({ kind: "range", low: 0, high: 400 });
    expect(rule({ ...seen, label: "x_id", max: 200.5 }).check).toMatchObject({ kind: "range" });
  });

  it("concludes little from few rows, nothing from none, and nothing from what was not measured", () => {
    expect(rule({ min: 1, max: 900 }, 10)).toEqual({ dtype: "int64", check: null, nullable: false, unique: false });
    expect(rule({ nulls: 0 }, 0).nullable).toBe(true);
    expect(columnRule({ label: "x", dtype: "int64" }, 100)).toMatchObject({ check: null, nullable: true });
    expect(rule({ nulls: 100, dtype: "object" })).toMatchObject({ check: null, nullable: true });
  });
});
