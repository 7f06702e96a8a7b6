import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const HIS = fileURLToPath(new URL("../../../../src/engine/his/fhir-his.ts", import.meta.url));

/** The client logs URLs and headers where DEBUG is set; a child shows what a user's terminal would. */
function sendWithDebug(before: string): string {
  const program = `
    ${before}
    const { openFhirHis } = await import(${JSON.stringify(`file://${HIS}`)});
    const his = openFhirHis({ baseUrl: "http://127.0.0.1:9/fhir", auth: { kind: "bearer", token: "geheim-token" } });
    await his.send({ resourceType: "Bundle", type: "transaction", entry: [] }).catch((e) => console.log(e.code));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    env: { ...process.env, DEBUG: "*" },
  });
  return stdout + stderr;
}

describe("DEBUG", () => {
  it("makes the client say nothing", () => {
    const output = sendWithDebug("");
    expect(output).toContain("his-unreached");
    expect(output).not.toMatch(/geheim-token|Request|fhir-kit-client/);
  });
  it("would make it tell the token if nothing were done", () => {
    const told = sendWithDebug(`
      const { Client } = await import(${JSON.stringify(import.meta.resolve("fhir-kit-client"))});
      await new Client({ baseUrl: "http://127.0.0.1:9/fhir", customHeaders: { authorization: "Bearer geheim-token" } }).capabilityStatement().catch(() => {});`);
    expect(told).toMatch(/fhir-kit-client/);
  });
});
