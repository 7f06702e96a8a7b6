import { appendAudit } from "../store/audit.ts";
import type { Handlers } from "./app.ts";

/** How the key of the data is kept. */
export const keyCalls: Handlers<"key:unlock" | "key:protect" | "key:unprotect" | "key:recovery"> = {
  // It is open: who answers before that is the locked engine.
  "key:unlock": () => null,
  "key:protect": async ({ passphrase, current }, { keys, session, store, readStatus }) => {
    const { actor } = session;
    await keys.protect(passphrase, current);
    appendAudit(store, { actor, action: "key-changed", object: "passphrase" });
    return readStatus();
  },
  "key:unprotect": async ({ current }, { keys, session, store, readStatus }) => {
    const { actor } = session;
    await keys.unprotect(current);
    appendAudit(store, { actor, action: "key-changed", object: "file" });
    return readStatus();
  },
  "key:recovery": async ({ current }, { keys, session, store }) => {
    const { actor } = session;
    const code = await keys.readRecoveryCode(current);
    appendAudit(store, { actor, action: "key-shown" });
    return { code };
  },
};
