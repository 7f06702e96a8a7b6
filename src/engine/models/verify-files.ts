import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Digest, type WantedFile } from "./digest.ts";

export interface FileProblem {
  readonly path: string;
  /** `unverified`: no digest of it is known. */
  readonly problem: "missing" | "size" | "digest" | "unreadable" | "unverified";
}

/** Reads every file and compares size and digest; what is whole is not in the answer. */
export async function findProblems(folder: string, files: readonly WantedFile[]): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const file of files) {
    const problem = await findProblem(join(folder, file.path), file);
    if (problem !== undefined) problems.push({ path: file.path, problem });
  }
  return problems;
}

async function findProblem(path: string, wanted: WantedFile): Promise<FileProblem["problem"] | undefined> {
  try {
    const found = await stat(path);
    if (found.size !== wanted.size) return "size";
    if (wanted.sha256 === null && wanted.gitBlob === undefined) return "unverified";
    const digest = new Digest({ sha256: wanted.sha256 ?? undefined, gitBlob: wanted.gitBlob }, wanted.size);
    await digest.updateFromFile(path);
    return digest.check() === undefined ? "digest" : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "unreadable";
  }
}
