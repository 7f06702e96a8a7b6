import type { ConsultState } from "../../src/core/consult/state.ts";
import type { Route } from "../state/route.ts";

interface Words {
  readonly word: string;
  readonly tone: "calm" | "todo" | "bad" | "good" | "live";
  readonly icon: "alert" | "check" | "copy" | "edit" | "lock" | "pause" | "wait" | "light";
  /** What she does next with it, and where. */
  readonly act: string;
  readonly screen: Extract<Route, { consultId: string }>["screen"];
  /** Does the day wait for it? */
  readonly isMain?: true;
}

/** How a consult's state is shown. Without a HIS an approved note is hers to copy. Another's consult (`isHers` false) she may look at. */
export function sayState(state: ConsultState, hasHis: boolean, isHers = true): Words {
  const words = sayOwn(state, hasHis);
  if (isHers || words.tone === "live") return words;
  const { isMain: _, ...rest } = words;
  return { ...rest, act: "Bekijken" };
}

function sayOwn(state: ConsultState, hasHis: boolean): Words {
  switch (state.kind) {
    case "prepared":
      return { word: "Klaar om op te nemen", tone: "calm", icon: "wait", act: "Naar opname", screen: "opname" };
    case "recording":
      return { word: "Opname loopt", tone: "live", icon: "light", act: "Naar opname", screen: "opname", isMain: true };
    case "paused":
      return { word: "Gepauzeerd", tone: "todo", icon: "pause", act: "Verder", screen: "opname" };
    case "interrupted":
      return { word: "Onderbroken", tone: "bad", icon: "alert", act: "Verder", screen: "opname" };
    case "transcribing":
      return { word: "Verslag wordt gemaakt", tone: "calm", icon: "wait", act: "Bekijken", screen: "nota" };
    case "failed":
      return { word: "Geen verslag", tone: "bad", icon: "alert", act: "Bekijken", screen: "nota" };
    case "noted":
      return { word: "Na te kijken", tone: "todo", icon: "edit", act: "Nakijken", screen: "nota", isMain: true };
    case "approved":
      if (!hasHis)
        return {
          word: "Goedgekeurd, nog te kopiëren",
          tone: "todo",
          icon: "copy",
          act: "Kopiëren",
          screen: "verzenden",
          isMain: true,
        };
      return { word: "Goedgekeurd, nog niet in HIS", tone: "calm", icon: "wait", act: "Bekijken", screen: "verzenden" };
    case "sent":
      return { word: "In het HIS", tone: "good", icon: "check", act: "Bekijken", screen: "nota" };
    case "refused":
      return { word: "Geweigerd door HIS", tone: "bad", icon: "alert", act: "Bekijken", screen: "verzenden" };
    case "amending":
      return {
        word: "Gewijzigd na goedkeuring",
        tone: "todo",
        icon: "edit",
        act: "Nakijken",
        screen: "nota",
        isMain: true,
      };
    case "withdrawn":
      return { word: "Toestemming ingetrokken", tone: "calm", icon: "lock", act: "Bekijken", screen: "opname" };
    case "discarded":
      return { word: "Geen verslag nodig", tone: "calm", icon: "check", act: "Bekijken", screen: "opname" };
  }
}
