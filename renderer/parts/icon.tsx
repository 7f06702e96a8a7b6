const PATHS = {
  down: "M4 6l4 4 4-4",
  lock: "M4.500 7.500h7v5.500h-7zM6 7.500V5.500a2 2 0 0 1 4 0v2",
  play: "M5 3.500v9l7-4.500z",
  sound: "M2.500 6.500v3h2.500l3.500 3v-9l-3.500 3zM11 5.500a3.500 3.500 0 0 1 0 5M12.800 3.500a6.200 6.200 0 0 1 0 9",
  copy: "M5.500 5.500h7v7h-7zM3.500 10.500v-7h7",
  check: "M3 8.500l3.500 3.500L13 4.500",
  alert: "M8 2.500l6 11H2zM8 6.500v3.500M8 11.800v.4",
  undo: "M6 3.500L3 6.500l3 3M3 6.500h6.500a3 3 0 0 1 0 6H7",
  redo: "M10 3.500l3 3-3 3M13 6.500H6.500a3 3 0 0 0 0 6H9",
  more: "M3 8h.6M7.700 8h.6M12.400 8h.6",
  edit: "M3 13l.7-2.800 7-7 2.100 2.100-7 7z",
  search: "M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300L14 14",
  person: "M8 8a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 14c.5-3 2.500-4 5-4s4.500 1 5 4",
  wait: "M8 4v4.500l2.500 1.500M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13z",
  pause: "M5.500 3.500v9M10.500 3.500v9",
  move: "M3 8h9M9 4.500L12.500 8 9 11.500",
  plus: "M8 3v10M3 8h10",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing of 16 by 16, beside words that say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
