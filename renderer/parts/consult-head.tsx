import type { ConsultView } from "../../src/contract/views.ts";
import { useApp } from "../state/engine.tsx";
import { useRoute } from "../state/route.ts";
import { formatDay, formatTime } from "../text/format.ts";
import { SETTING_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";
import { PatientHead } from "./patient-head.tsx";
import { StateChip } from "./state-chip.tsx";

const STEPS = ["opname", "nota", "verzenden"] as const;

/** The head of every screen of a consult: who, which contact, which step. */
export function ConsultHead({
  consult,
  step,
}: {
  readonly consult: ConsultView;
  readonly step: (typeof STEPS)[number];
}) {
  const { go } = useRoute();
  const isAnothers = useApp(({ clinician }) => clinician !== undefined && clinician.id !== consult.clinicianId);
  const { kind } = consult.state;
  const isRecording = kind === "prepared" || kind === "recording" || kind === "paused" || kind === "interrupted";
  const isOver = kind === "withdrawn" || kind === "discarded";
  const isNoted = !isRecording && !isOver;
  const canGo = { opname: isRecording || isOver, nota: isNoted, verzenden: isNoted && consult.versions.length > 0 };
  return (
    <div className="consult-head">
      <PatientHead patient={consult.patient} />
      <div className="consult-facts">
        <span>
          {SETTING_NL[consult.setting]}
          {isAnothers && ` ${T.spreekuur.of} ${consult.clinician.name}`}, {formatDay(consult.startedAt)}{" "}
          {formatTime(consult.startedAt)}
        </span>
        <StateChip state={consult.state} />
      </div>
      <nav className="steps" aria-label={T.shell.steps}>
        {STEPS.map((name) => (
          <button
            key={name}
            type="button"
            className="step"
            aria-current={name === step ? "step" : undefined}
            disabled={!canGo[name] && name !== step}
            onClick={() => go({ screen: name, consultId: consult.id })}
          >
            {T.shell[name]}
          </button>
        ))}
      </nav>
    </div>
  );
}
