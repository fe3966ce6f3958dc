/**
 * A notebook of `cells` code cells as JSON text, always the same for the same number: a heading for every 20 cells,
 * and in each section loading, updates in place, selections that the next section uses, a plot and text.
 */
export function generateNotebook(cells: number): string {
  const all = [
    markdown(0, "# Generated"),
    code(0, "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt"),
    code(1, "df = pd.DataFrame({'a': np.arange(100), 'b': np.linspace(0, 1, 100)})"),
  ];
  for (let at = 2; at < cells; at++) {
    const section = Math.floor((at - 2) / cellsOfSection);
    if ((at - 2) % cellsOfSection === 0) all.push(markdown(at, `## Part ${section}\nWhat part ${section} is about.`));
    all.push(code(at, sourceOf(at, section)));
  }
  const kernel = { display_name: "Python 3", language: "python", name: "python3" };
  return `${JSON.stringify({ cells: all, metadata: { kernelspec: kernel }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const cellsOfSection = 20;

function sourceOf(at: number, section: number): string {
  const before = section === 0 ? "df" : `part_${section - 1}`;
  const forms = [
    `part_${section} = ${before}[${before}['a'] > ${at % 7}].copy()\npart_${section}.head()`,
    `part_${section}['c'] = part_${section}['a'] * ${at % 5} + part_${section}['b']`,
    `part_${section}.loc[part_${section}['c'] > ${at}, 'b'] = 0.0`,
    `total_${section} = part_${section}['c'].sum()\nprint(f"part ${section}: {total_${section}:.2f}")`,
    `for column in ['a', 'b']:\n    part_${section}[column] = part_${section}[column].fillna(0)`,
    `plt.plot(part_${section}['a'], part_${section}['b'])\nplt.title("part ${section}")\nplt.show()`,
    `rows_${section} = [row for row in part_${section}.to_dict('records') if row['a'] % 2 == 0]\nlen(rows_${section})`,
  ];
  const inSection = (at - 2) % cellsOfSection;
  return forms[inSection % forms.length] ?? "pass";
}

function markdown(at: number, source: string): object {
  return { cell_type: "markdown", id: `m${at}`, metadata: {}, source };
}

function code(at: number, source: string): object {
  return { cell_type: "code", execution_count: null, id: `c${at}`, metadata: {}, outputs: [], source };
}
