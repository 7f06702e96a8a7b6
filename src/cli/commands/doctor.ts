import { EXIT } from "../../contract/errors.ts";
import { examine } from "../../engine/doctor/examine.ts";
import type { Finding } from "../../engine/doctor/finding.ts";
import type { Command } from "../command.ts";

/** `soepel doctor`: can Soepel run on this machine, and how well. */
export const doctor: Command = {
  name: "doctor",
  usage: "[--json]",
  summary: "looks whether Soepel can run on this computer and measures its speed (in Dutch; --json for machines)",
  options: { json: { type: "boolean" } },
  files: [0, 0],
  async run(given) {
    const asJson = given.values.json === true;
    const findings: Finding[] = [];
    for await (const finding of examine(given.signal)) {
      findings.push(finding);
      if (!asJson) process.stdout.write(formatFinding(finding));
    }
    const exit = exitOf(findings);
    if (asJson) process.stdout.write(`${JSON.stringify({ ok: exit === EXIT.ok, findings })}\n`);
    else process.stdout.write(`\n${formatVerdict(findings)}\n`);
    // What is wrong has been said, in full; an error on top of it would only repeat one of the lines.
    process.exitCode = exit;
  },
};

/** 7 where the disk or its rights are in the way, else 4 where Soepel is not whole. */
export function exitOf(findings: readonly Finding[]): number {
  const wrong = findings.filter((finding) => finding.state === "fout");
  if (wrong.length === 0) return EXIT.ok;
  return wrong.some((finding) => finding.cause === "disk") ? EXIT.disk : EXIT.model;
}

function formatFinding({ state, text, advice }: Finding): string {
  const advised = advice === undefined ? "" : `${" ".repeat(8)}${advice}\n`;
  return `${state.padEnd(6)}  ${text}\n${advised}`;
}

function formatVerdict(findings: readonly Finding[]): string {
  const count = (state: Finding["state"]): number => findings.filter((finding) => finding.state === state).length;
  if (count("fout") > 0) return `Soepel werkt hier nog niet: los eerst op wat "fout" heet (${count("fout")}).`;
  if (count("let op") > 0) return `Soepel werkt hier; kijk naar wat "let op" heet (${count("let op")}).`;
  return "Soepel werkt hier.";
}
