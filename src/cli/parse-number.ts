import { InvalidArgumentError } from "commander";

/** A reader of option values: a number above zero, or from zero on. */
export function parseNumber(lowest: "positive" | "zero"): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < 0 || (lowest === "positive" && value === 0))
      throw new InvalidArgumentError(`a number ${lowest === "positive" ? "above 0" : "from 0"}`);
    return value;
  };
}
