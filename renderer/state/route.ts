import { createContext, useContext } from "react";

/** Where the window is. Nothing of it is in the address: no patient in a history. */
export type Route =
  | { readonly screen: "spreekuur" | "instellingen" | "logboek" | "nieuw" }
  | { readonly screen: "opname" | "nota" | "verzenden"; readonly consultId: string };

export const RouteContext = createContext<{ route: Route; go: (route: Route) => void }>({
  route: { screen: "spreekuur" },
  go: () => {},
});

export const useRoute = () => useContext(RouteContext);
