import type { Handlers } from "./app.ts";

/** Which model hears, and fetching others. */
export const modelCalls: Handlers<
  "models:list" | "models:measure" | "models:pull" | "models:cancel" | "models:import" | "models:choose"
> = {
  "models:list": (_, { tiers }) => tiers.list(),
  "models:measure": async (_, { tiers, session }) => {
    void session.actor;
    await tiers.measure();
    return tiers.list();
  },
  "models:pull": async ({ name }, { tiers, session }) => {
    void session.actor;
    await tiers.pull(name);
    return null;
  },
  "models:cancel": async ({ name }, { tiers, session }) => {
    void session.actor;
    await tiers.cancel(name);
    return null;
  },
  "models:import": ({ folder }, { tiers, session }) => {
    void session.actor;
    return tiers.importFrom(folder);
  },
  "models:choose": async ({ name }, { tiers, session }) => {
    await tiers.choose(name, session.actor);
    return tiers.list();
  },
};
