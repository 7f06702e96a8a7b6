import type { ApprovedNote, DraftNote } from "../../../src/core/note/note.ts";
import { isNamedByCode } from "../../text/code-name.ts";
import { T } from "../../text/screens.ts";

/** A note as it will stand in the HIS: nothing to press, all to read. */
export function NoteText({ note }: { readonly note: DraftNote | ApprovedNote }) {
  return note.deelcontacten.map(({ title, icpc, contactReason, lines, measurements }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a deelcontact is its place
    <article key={i} className="note-text">
      <h2>
        <span className="deelcontact-number">{i + 1}</span> {title || T.nota.untitled}
        {icpc !== undefined && (
          <span className="note-text-code">
            {isNamedByCode({ title, icpc }) ? icpc.code : `${icpc.code} ${icpc.title}`}
          </span>
        )}
      </h2>
      {contactReason !== undefined && (
        <p className="quiet">
          {T.nota.reason}: {contactReason.code} {contactReason.title}
        </p>
      )}
      <dl className="note-text-lines">
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <div key={n}>
            <dt>{line.soep}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
      {measurements.length > 0 && (
        <p className="note-text-measures">
          {measurements.map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim()).join("; ")}
        </p>
      )}
    </article>
  ));
}

/** The same as plain text, to paste in a HIS. */
export function plainText(note: DraftNote | ApprovedNote): string {
  return note.deelcontacten
    .map(({ title, icpc, lines, measurements }) =>
      [
        [icpc?.code, title].filter(Boolean).join(" "),
        ...lines.map(({ soep, text }) => `${soep}: ${text}`),
        ...measurements.map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim()),
      ]
        .filter((line) => line !== "")
        .join("\n"),
    )
    .join("\n\n");
}
