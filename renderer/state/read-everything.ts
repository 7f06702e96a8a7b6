import type { Engine } from "./engine.tsx";

/** Asks the engine how things stand: at the start, and after it came back. Who was signed in is signed in again. */
export async function readEverything({ link, store }: Pick<Engine, "link" | "store">): Promise<void> {
  const status = await link.call("status:read", {});
  if (!status.ok) {
    // Lost is not broken: the link comes back by itself and tells so.
    if (status.code === "engine-lost") store.change((state) => ({ ...state, link: "lost" }));
    else store.change((state) => ({ ...state, fault: status.code }));
    return;
  }
  const settings = await link.call("settings:read", {});
  store.change(({ fault: _, ...state }) => ({
    ...state,
    link: "up",
    status: status.value,
    ...(settings.ok ? { settings: settings.value } : {}),
  }));
  const { clinician } = store.read();
  if (clinician === undefined) return;
  const signedIn = await link.call("clinician:sign-in", { clinicianId: clinician.id });
  if (!signedIn.ok) return store.change(({ clinician: _, ...state }) => state);
  await readConsults({ link, store });
}

/** Reads the list of consults. */
export async function readConsults({ link, store }: Pick<Engine, "link" | "store">): Promise<void> {
  const list = await link.call("consult:list", {});
  if (list.ok) store.change((state) => ({ ...state, consults: list.value }));
}
