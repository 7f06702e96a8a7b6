/** Text that FHIR's `string` and XHTML both carry: control characters become spaces (a note that is pasted in can hold them). */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, " ").trim();
}

/** A narrative of one paragraph a text. */
export function narrate(...paragraphs: readonly string[]): { status: "generated"; div: string } {
  const inner = paragraphs.map((p) => `<p>${escapeXml(cleanText(p))}</p>`).join("");
  return {
    status: "generated",
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="nl" xml:lang="nl">${inner}</div>`,
  };
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}

/** `seconds` after an ISO 8601 time, in the same offset, whole seconds. */
export function addSeconds(iso: string, seconds: number): string {
  const offset = /(Z|[+-]\d{2}:\d{2})$/.exec(iso)?.[1] ?? "Z";
  const minutes =
    offset === "Z" ? 0 : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  const local = new Date(Date.parse(iso) + Math.round(seconds) * 1000 + minutes * 60_000);
  return local.toISOString().slice(0, 19) + offset;
}

/** Is this a time as FHIR wants it: with seconds and an offset? */
export function isFhirTime(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}
