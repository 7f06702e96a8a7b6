import { SoepelError } from "../contract/errors.ts";
import { SETTINGS, type Setting } from "../core/consult/consult.ts";
import { type Given, optional } from "./command.ts";

/** `--setting`, if it was given. Fails: usage. */
export function readSetting(given: Given): Setting | undefined {
  const text = optional(given, "setting");
  const setting = SETTINGS.find((s) => s === text);
  if (text !== undefined && setting === undefined)
    throw new SoepelError("usage", `--setting is one of ${SETTINGS.join(", ")}`);
  return setting;
}
