import { readFileSync } from "node:fs";
import { SoepelError } from "../../contract/errors.ts";

/** How Soepel shows the HIS who it is. */
export type HisAuth =
  | { readonly kind: "none" }
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "bearer"; readonly token: string };

/**
 * Reads the HIS's credentials from the environment, never from the command line, which others on the machine can see:
 * SOEPEL_HIS_TOKEN or SOEPEL_HIS_TOKEN_FILE (bearer), or SOEPEL_HIS_USER with SOEPEL_HIS_PASSWORD or SOEPEL_HIS_PASSWORD_FILE (basic).
 * Fails: usage (a user without a password), file-not-found.
 */
export function readHisAuth(env: NodeJS.ProcessEnv): HisAuth {
  const token = readSecret(env, "SOEPEL_HIS_TOKEN");
  if (token !== undefined) return { kind: "bearer", token };
  const user = env.SOEPEL_HIS_USER;
  if (user === undefined || user === "") return { kind: "none" };
  const password = readSecret(env, "SOEPEL_HIS_PASSWORD");
  if (password === undefined) throw new SoepelError("usage", "SOEPEL_HIS_USER is set, SOEPEL_HIS_PASSWORD is not");
  return { kind: "basic", user, password };
}

function readSecret(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const path = env[`${name}_FILE`];
  if (path === undefined || path === "") return env[name] === "" ? undefined : env[name];
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new SoepelError("file-not-found", path, { cause: error });
  }
}

/** The HTTP header, none where there is nothing to show. */
export function authHeader(auth: HisAuth): Record<string, string> {
  if (auth.kind === "none") return {};
  if (auth.kind === "bearer") return { authorization: `Bearer ${auth.token}` };
  return { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`, "utf8").toString("base64")}` };
}
