import type { ConsultView } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useEngine } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { T } from "../../text/screens.ts";

/** Nothing is in the note: she writes it, or it is made once more of what was recorded. */
export function EmptyNotice({
  consult,
  onError,
}: {
  readonly consult: ConsultView;
  readonly onError: (code: string) => void;
}) {
  const engine = useEngine();
  const remake = async () => {
    const result = await engine.link.call("consult:retry", { consultId: consult.id });
    if (!result.ok) onError(result.code);
    await readConsults(engine);
  };
  const canRemake = consult.state.kind === "noted" && consult.hasSound;
  return (
    <Notice
      tone="warn"
      {...(canRemake ? { action: <Button onPress={() => void remake()}>{T.nota.remake}</Button> } : {})}
    >
      {T.nota.emptyNote}
    </Notice>
  );
}
