import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { useEngine } from "../state/engine.tsx";
import { readEverything } from "../state/read-everything.ts";
import { sayError } from "../text/format.ts";
import { NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";

/** The engine cannot work at all: what is the matter, what is kept, what to do. */
export function FaultScreen({ code }: { readonly code: string }) {
  const engine = useEngine();
  return (
    <main className="alone">
      <div className="alone-alert" role="alert">
        <Icon name="alert" />
        <h1>{T.fault.title}</h1>
        <p className="alone-text">{sayError(code)}</p>
      </div>
      <p className="quiet">{T.fault.code(code)}</p>
      <Button look="main" autoFocus onPress={() => void readEverything(engine)}>
        {NL.retry}
      </Button>
    </main>
  );
}
