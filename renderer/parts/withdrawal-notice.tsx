import type { ConsultView } from "../../src/contract/views.ts";
import { useEngine } from "../state/engine.tsx";
import { readConsults } from "../state/read-everything.ts";
import { formatTime } from "../text/format.ts";
import { sayHisAnswer, sayRefusal } from "../text/his-answer.ts";
import { T } from "../text/screens.ts";
import { Button } from "./button.tsx";
import { HisWords } from "./his-words.tsx";
import { Notice } from "./notice.tsx";

/** How it goes with the word to the HIS that a note is withdrawn; nothing where none was, or where it was sent anew since. */
export function WithdrawalNotice({
  consult,
  onError,
}: {
  readonly consult: ConsultView;
  readonly onError: (code: string) => void;
}) {
  const engine = useEngine();
  const delivery = consult.deliveries.at(-1);
  if (delivery?.act !== "withdraw" || delivery.state === "recalled") return null;
  const { state, error, answer, nextAt } = delivery;
  const resend = async () => {
    const result = await engine.link.call("note:resend", { consultId: consult.id });
    if (!result.ok) onError(result.code);
    await readConsults(engine);
  };
  if (state === "sent") return <Notice tone="calm">{T.withdrawal.done}</Notice>;
  if (state === "waiting")
    return (
      <>
        <Notice tone={error === null ? "calm" : "warn"}>
          {error === null ? T.withdrawal.waiting : T.withdrawal.later(sayHisAnswer(error), formatTime(nextAt))}
        </Notice>
        <HisWords error={error} answer={answer} />
      </>
    );
  return (
    <>
      <Notice
        tone="bad"
        action={
          // A second time the HIS would find its own copies, and seem to have withdrawn the note.
          error === "his-missed" ? undefined : <Button onPress={() => void resend()}>{T.withdrawal.resend}</Button>
        }
      >
        {sayRefusal(T.withdrawal.refused, error)}
      </Notice>
      <HisWords error={error} answer={answer} />
    </>
  );
}
