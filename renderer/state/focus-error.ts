/** Puts the focus on the first field that is wrong, once it is shown as such. */
export function focusError(form: HTMLElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid] input")?.focus());
}
