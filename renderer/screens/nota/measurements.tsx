import { memo, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import type { Measurement } from "../../../src/core/note/note.ts";
import { T } from "../../text/screens.ts";

/** The measured values of a deelcontact; an emptied value is taken out. */
export const Measurements = memo(function Measurements({
  measurements,
  deelcontact,
  onWrite,
}: {
  readonly measurements: readonly Measurement[];
  readonly deelcontact: number;
  readonly onWrite: (deelcontact: number, index: number, value: string) => void;
}) {
  if (measurements.length === 0) return null;
  return (
    <ul className="measures" aria-label={T.nota.measurements}>
      {measurements.map((measurement, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same name may be measured twice
        <li key={`${measurement.name} ${measurement.value} ${i}`}>
          <Value measurement={measurement} onWrite={(value) => onWrite(deelcontact, i, value)} />
        </li>
      ))}
    </ul>
  );
});

function Value({
  measurement,
  onWrite,
}: {
  readonly measurement: Measurement;
  readonly onWrite: (value: string) => void;
}) {
  const { name, unit, byPatient } = measurement;
  const [value, setValue] = useState(measurement.value);
  return (
    <TextField className="measure" value={value} onChange={setValue}>
      <Label>{name}</Label>
      <Input size={Math.max(3, value.length)} onBlur={() => value !== measurement.value && onWrite(value)} />
      <span className="measure-unit">
        {unit}
        {byPatient === true && `, ${T.nota.byPatient}`}
      </span>
    </TextField>
  );
}
