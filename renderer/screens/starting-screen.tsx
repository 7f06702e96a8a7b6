import { Progress } from "../parts/progress.tsx";
import { NL } from "../text/nl.ts";

/** Until the engine answers. */
export function StartingScreen() {
  return (
    <main className="alone">
      <h1>{NL.app}</h1>
      <Progress label={NL.starting} />
    </main>
  );
}
