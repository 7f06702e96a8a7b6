import { useRef } from "react";
import { Header, Menu, MenuItem, MenuSection, Popover } from "react-aria-components";
import type { LineRef } from "../../../src/core/note/edit.ts";
import { SOEP, type Soep } from "../../../src/core/note/note.ts";
import { Icon } from "../../parts/icon.tsx";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import type { LineActs } from "./soep-line.tsx";

/** Where a sentence can go: every line of every deelcontact, and a new one. Closed it is a button alone: a note has sixty. */
export function MoveMenu({
  titles,
  from,
  isOpen,
  isDisabled,
  acts,
}: {
  readonly titles: readonly string[];
  readonly from: LineRef;
  readonly isOpen: boolean;
  readonly isDisabled: boolean;
  readonly acts: Pick<LineActs, "move" | "openMove">;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const name = T.nota.lineOf(from.soep, from.deelcontact + 1);
  return (
    <>
      <button
        type="button"
        ref={button}
        className="button button-quiet"
        aria-label={`${T.nota.move}: ${name}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={() => acts.openMove(from)}
      >
        <Icon name="move" />
      </button>
      {isOpen && (
        <Popover
          className="popover"
          aria-label={T.nota.move}
          placement="bottom end"
          triggerRef={button}
          isOpen
          onOpenChange={(stays) => !stays && acts.openMove(undefined)}
        >
          <Places titles={titles} from={from} acts={acts} />
        </Popover>
      )}
    </>
  );
}

function Places({ titles, from, acts }: Pick<Parameters<typeof MoveMenu>[0], "titles" | "from" | "acts">) {
  const choose = (key: string) => {
    const [deelcontact, soep] = key.split("-");
    acts.move(from, { deelcontact: Number(deelcontact), soep: soep as Soep });
  };
  return (
    <Menu
      className="list list-move"
      aria-label={T.nota.move}
      autoFocus
      onAction={(key) => choose(String(key))}
      onClose={() => acts.openMove(undefined)}
    >
      {[...titles, undefined].map((title, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a deelcontact is its place
        <MenuSection key={i}>
          <Header className="list-head">
            {i === titles.length ? T.nota.newDeelcontact : `${i + 1}. ${title || T.nota.untitled}`}
          </Header>
          {SOEP.filter((soep) => i !== from.deelcontact || soep !== from.soep).map((soep) => (
            <MenuItem key={soep} id={`${i}-${soep}`} textValue={`${soep} ${i + 1}`} className="list-item">
              <b>{soep}</b> {SOEP_NL[soep]}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  );
}
