import type { Patient } from "../../src/contract/views.ts";
import { formatBsn, formatDate, formatName, formatTraits } from "../text/format.ts";

/** Who it is about, on every screen of a consult: a wrong patient must be seen (HAZARDS.md, 24). */
export function PatientHead({ patient, level = 1 }: { readonly patient: Patient; readonly level?: 1 | 2 }) {
  const Name = level === 1 ? "h1" : "h2";
  return (
    <div className="patient">
      <Name className="patient-name" title={formatName(patient.name)}>
        {formatName(patient.name)}
      </Name>
      <p className="patient-traits">
        <span>{formatDate(patient.birthDate)}</span>
        <span>{formatTraits(patient)}</span>
        <span>{patient.bsn === undefined ? "geen BSN" : `BSN ${formatBsn(patient.bsn)}`}</span>
      </p>
    </div>
  );
}
