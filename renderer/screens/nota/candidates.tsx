import type { Doubt } from "../../../src/core/note/doubts.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../state/use-keys.ts";
import { sayPick } from "../../text/doubt-words.ts";

/** The key that picks a candidate: "Alt+1" for the first. */
const keyOf = (at: number): string => `Alt+${at + 1}`;

/** What may have been said where a word is in doubt ("amitriptyline"): one key puts it there. Nothing where the doubt has no candidates. */
export function Candidates({
  doubt,
  onPick,
}: {
  readonly doubt: Doubt | undefined;
  readonly onPick: (candidate: string) => void;
}) {
  const candidates = doubt?.check.candidates ?? [];
  useKeys(Object.fromEntries(candidates.map((candidate, at) => [keyOf(at), () => onPick(candidate)])));
  if (doubt === undefined || candidates.length === 0) return null;
  return (
    <div className="doubt-acts">
      {candidates.map((candidate, at) => (
        <Button key={candidate} keys={keyOf(at)} onPress={() => onPick(candidate)}>
          {sayPick(doubt.check, candidate)}
        </Button>
      ))}
    </div>
  );
}
