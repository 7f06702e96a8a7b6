import type { LineRef } from "../../../src/core/note/edit.ts";
import type { Span } from "../../../src/core/note/line-spans.ts";
import type { Selection } from "./code-query.ts";

/** A piece of the note that the clinician is at. */
export interface Place extends LineRef {
  readonly span: Span;
}

export function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  return (
    a?.deelcontact === b?.deelcontact && a?.soep === b?.soep && a?.span[0] === b?.span[0] && a?.span[1] === b?.span[1]
  );
}

/** Moves the focus over the sentences of the note: left and right by sentence, up and down by line. */
export function moveFocus(within: HTMLElement, from: HTMLElement, key: string): boolean {
  const all = [...within.querySelectorAll<HTMLElement>("[data-sentence]")];
  const at = all.indexOf(from);
  if (at < 0) return false;
  const rowOf = (element: HTMLElement | undefined) => element?.closest("[data-row]");
  const row = rowOf(from);
  const target =
    key === "ArrowRight"
      ? all[at + 1]
      : key === "ArrowLeft"
        ? all[at - 1]
        : key === "ArrowDown"
          ? all.slice(at).find((each) => rowOf(each) !== row)
          : key === "ArrowUp"
            ? firstOfRow(
                all,
                all.slice(0, at).findLast((each) => rowOf(each) !== row),
              )
            : undefined;
  target?.focus();
  return target !== undefined;
}

function firstOfRow(all: readonly HTMLElement[], last: HTMLElement | undefined): HTMLElement | undefined {
  return last === undefined ? undefined : all.find((each) => each.closest("[data-row]") === last.closest("[data-row]"));
}

/** Puts the focus on the sentence that holds a character of a line. */
export function focusPlace(within: HTMLElement | null, place: Place): void {
  const row = within?.querySelector(`[data-row="${place.deelcontact}${place.soep}"]`);
  const sentences = [...(row?.querySelectorAll<HTMLElement>("[data-sentence]") ?? [])];
  const target = sentences.findLast(({ dataset }) => Number(dataset.from) <= place.span[0]) ?? sentences[0];
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

/** What is selected with the mouse or in a text field right now; empty where nothing is. */
export function readSelection(): Selection {
  const element = document.activeElement;
  if (element instanceof HTMLTextAreaElement)
    return { text: element.value.slice(element.selectionStart, element.selectionEnd).trim(), soep: letterOf(element) };
  const selection = document.getSelection();
  return { text: selection?.toString().trim() ?? "", soep: letterOf(selection?.anchorNode) };
}

function letterOf(node: Node | null | undefined): string | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>("[data-row]")?.dataset.row?.slice(-1);
}
