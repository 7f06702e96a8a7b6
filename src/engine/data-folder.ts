import { homedir } from "node:os";
import { join } from "node:path";

/** Whose machine it is: handed in, so that a test can be another system. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() });

/**
 * The folder for what Soepel keeps: SOEPEL_HOME, else the system's own place for a user's data. On Windows that is the
 * local profile: a roaming one would copy recordings and models over the network at every login.
 */
export function findDataFolder({ env, platform, home }: Surroundings = here()): string {
  if (env.SOEPEL_HOME) return env.SOEPEL_HOME;
  if (platform === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "Soepel");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Soepel");
  // The XDG specification: a relative path counts as not set.
  const xdg = env.XDG_DATA_HOME;
  return join(xdg?.startsWith("/") ? xdg : join(home, ".local", "share"), "soepel");
}
