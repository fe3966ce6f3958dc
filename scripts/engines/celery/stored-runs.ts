import { createHash } from "node:crypto";
import { type Artifacts, artifactsIn } from "../artifacts.ts";
import { fetchAgain } from "./fetch-again.ts";
import type { Services } from "./services.ts";

interface StoredFile {
  readonly step: string;
  readonly file: string;
  readonly sha256: string;
}

/** The server asks for a signature, and takes any. */
const authorization =
  "AWS4-HMAC-SHA256 Credential=trial/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/** The runs in the object store, read as any program would. */
export class StoredRuns {
  private readonly folder: string;

  constructor({ store, bucket }: Services) {
    this.folder = `${store}/${bucket}/trial`;
  }

  async artifacts(run: string): Promise<Artifacts> {
    return artifactsIn((await this.read(`${run}/manifest.json`)).toString());
  }

  /** The value of a step's only artifact, which is stored as JSON. */
  async value(run: string, step: string): Promise<unknown> {
    const stored = (await this.files(run)).find((each) => each.step === step);
    if (stored === undefined) throw new Error(`Run ${run} has no value of step ${step}`);
    return JSON.parse((await this.read(stored.file)).toString());
  }

  /** The stored files of a run whose content is not what their hash says. */
  async torn(run: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const { file, sha256 } of await this.files(run)) {
      const content = await this.read(file);
      if (createHash("sha256").update(content).digest("hex") !== sha256) found.push(file);
    }
    return found;
  }

  private async files(run: string): Promise<readonly StoredFile[]> {
    return JSON.parse((await this.read(`${run}/manifest.json`)).toString()).artifacts;
  }

  private async read(name: string): Promise<Buffer> {
    const answer = await fetchAgain(`${this.folder}/${name}`, { headers: { authorization } });
    if (!answer.ok) throw new Error(`The store answers ${answer.status} to ${name}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}
