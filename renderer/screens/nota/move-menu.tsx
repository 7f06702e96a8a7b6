import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import type { LineRef } from "../../../src/core/note/edit.ts";
import { SOEP, type Soep } from "../../../src/core/note/note.ts";
import { Icon } from "../../parts/icon.tsx";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** Where a sentence can go: every line of every deelcontact, and a new one. */
export function MoveMenu({
  titles,
  from,
  isOpen,
  isDisabled,
  onOpenChange,
  onMove,
}: {
  readonly titles: readonly string[];
  readonly from: LineRef;
  readonly isOpen: boolean;
  readonly isDisabled: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onMove: (to: LineRef) => void;
}) {
  const name = T.nota.lineOf(from.soep, from.deelcontact + 1);
  const sections = [...titles, undefined];
  const choose = (key: string) => {
    const [deelcontact, soep] = key.split("-");
    onMove({ deelcontact: Number(deelcontact), soep: soep as Soep });
  };
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button className="button button-quiet" aria-label={`${T.nota.move}: ${name}`} isDisabled={isDisabled}>
        <Icon name="move" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="list list-move" aria-label={T.nota.move} onAction={(key) => choose(String(key))}>
          {sections.map((title, i) => (
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
      </Popover>
    </MenuTrigger>
  );
}
