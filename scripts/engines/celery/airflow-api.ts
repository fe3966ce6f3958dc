import { fetchAgain } from "./fetch-again.ts";

/** A task of a run, as Airflow tells of it. */
export interface TaskState {
  readonly task_id: string;
  readonly state: string | null;
  readonly hostname: string;
  readonly try_number: number;
}

/** What the trial asks of Airflow, over its REST interface. */
export class AirflowApi {
  private token = "";
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Takes the token that everybody gets here; false when the server is not there yet. */
  async logIn(): Promise<boolean> {
    const answer = await fetch(`${this.url}/auth/token`);
    if (!answer.ok) return false;
    this.token = ((await answer.json()) as { access_token: string }).access_token;
    return true;
  }

  async has(dag: string): Promise<boolean> {
    await this.ask(`dags/${dag}/details`);
    return true;
  }

  async start(dag: string, run: string, parameters: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask(`dags/${dag}/dagRuns`, { dag_run_id: run, logical_date: null, conf: parameters });
  }

  async state(dag: string, run: string): Promise<string> {
    return ((await this.ask(`dags/${dag}/dagRuns/${run}`)) as { state: string }).state;
  }

  /** How many runs of a DAG are in each state. */
  async states(dag: string): Promise<ReadonlyMap<string, number>> {
    const { dag_runs: runs } = (await this.ask(`dags/${dag}/dagRuns?limit=100`)) as { dag_runs: { state: string }[] };
    const counts = new Map<string, number>();
    for (const { state } of runs) counts.set(state, (counts.get(state) ?? 0) + 1);
    return counts;
  }

  async tasks(dag: string, run: string): Promise<readonly TaskState[]> {
    const answer = await this.ask(`dags/${dag}/dagRuns/${run}/taskInstances`);
    return (answer as { task_instances: TaskState[] }).task_instances;
  }

  private async ask(what: string, body?: unknown): Promise<unknown> {
    const answer = await fetchAgain(`${this.url}/api/v2/${what}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (body !== undefined && answer.status === 409) return null; // an earlier try has done it
    if (!answer.ok) throw new Error(`Airflow answers ${answer.status} to ${what}: ${await answer.text()}`);
    return answer.json();
  }
}
