import { memo, useState } from "react";
import { Button as AriaButton, Input, Menu, MenuItem, MenuTrigger, Popover, TextField } from "react-aria-components";
import type { Doubt } from "../../../src/core/note/doubts.ts";
import { type LineRef, lineOf } from "../../../src/core/note/edit.ts";
import { type Deelcontact, SOEP, type Soep } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { isNamedByCode } from "../../text/code-name.ts";
import { formatShare } from "../../text/format.ts";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { Measurements } from "./measurements.tsx";
import type { Place } from "./selection.ts";
import { type LineActs, SoepLine } from "./soep-line.tsx";

/** What a deelcontact can ask of the screen. */
export interface DeelcontactActs {
  readonly title: (at: number, title: string) => void;
  readonly pick: (at: number, kind: "evaluation" | "reason") => void;
  readonly split: (at: number, letters: readonly Soep[]) => void;
  readonly merge: (into: number, from: number) => void;
  readonly remove: (at: number) => void;
  readonly measure: (at: number, index: number, value: string | undefined) => void;
}

interface Props {
  readonly deelcontact: Deelcontact;
  readonly at: number;
  readonly titles: readonly string[];
  readonly acts: DeelcontactActs;
  readonly lineActs: LineActs;
  /** Where the focus is, what is edited, moved, doubted: only if it is in this deelcontact. */
  readonly place: Place | undefined;
  readonly editing: LineRef | undefined;
  readonly moving: LineRef | undefined;
  readonly doubt: Doubt | undefined;
  readonly isEntry: boolean;
  /** The line of which the sound plays. */
  readonly playing: Soep | undefined;
}

/** One health problem: its title, code, lines and measured values. */
export const DeelcontactCard = memo(function DeelcontactCard({
  deelcontact,
  at,
  titles,
  acts,
  lineActs,
  ...here
}: Props) {
  const { place, editing, moving, doubt, isEntry, playing } = here;
  return (
    <section className="deelcontact" aria-label={T.nota.deelcontact(at + 1)}>
      <Head deelcontact={deelcontact} at={at} count={titles.length} acts={acts} />
      {SOEP.map((soep) => (
        <SoepLine
          key={soep}
          deelcontact={at}
          soep={soep}
          line={lineOf(deelcontact, soep)}
          titles={titles}
          span={place?.soep === soep ? place.span : undefined}
          isEntry={isEntry && soep === "S"}
          isEditing={editing?.soep === soep}
          isMoving={moving?.soep === soep}
          isPlaying={playing === soep}
          current={doubt?.soep === soep ? doubt.check : undefined}
          acts={lineActs}
        />
      ))}
      <Measurements measurements={deelcontact.measurements} deelcontact={at} onWrite={acts.measure} />
    </section>
  );
});

interface HeadProps extends Pick<Props, "deelcontact" | "at" | "acts"> {
  /** Of deelcontacten. */
  readonly count: number;
}

/** The title, the code and the contact's reason. */
const Head = memo(function Head({ deelcontact, at, count, acts }: HeadProps) {
  const { icpc, contactReason } = deelcontact;
  const isCodeStale =
    icpc !== undefined &&
    icpc.confidence < 1 &&
    deelcontact.lines.some(({ soep, checks }) => soep === "E" && checks.some(({ code }) => code === "stale"));
  return (
    <>
      <header className="deelcontact-head">
        <span className="deelcontact-number">{at + 1}</span>
        <Title key={deelcontact.title} title={deelcontact.title} onChange={(title) => acts.title(at, title)} />
        <Button className={icpc === undefined ? "icpc icpc-none" : "icpc"} onPress={() => acts.pick(at, "evaluation")}>
          {icpc === undefined ? (
            T.nota.pickCode
          ) : (
            <>
              <span className="unseen">ICPC</span> <b>{icpc.code}</b>
              {/* Where the deelcontact is called what the code is called, the eye reads it once. */}
              <span className={isNamedByCode(deelcontact) ? "unseen" : "icpc-name"} title={icpc.title}>
                {icpc.title}
              </span>
              {icpc.confidence < 1 && (
                <span className="icpc-share" title={T.icpc.sureMeans}>
                  {T.icpc.sure(formatShare(icpc.confidence))}
                </span>
              )}
            </>
          )}
        </Button>
        <DeelcontactMenu deelcontact={deelcontact} at={at} count={count} acts={acts} />
      </header>
      {contactReason !== undefined && (
        <p className="deelcontact-reason">
          {T.nota.reason}:{" "}
          <Button look="quiet" onPress={() => acts.pick(at, "reason")}>
            <b>{contactReason.code}</b> {contactReason.title}
          </Button>
        </p>
      )}
      {isCodeStale && <p className="deelcontact-stale">{T.nota.codeStale}</p>}
    </>
  );
});

function Title({ title, onChange }: { readonly title: string; readonly onChange: (title: string) => void }) {
  const [value, setValue] = useState(title);
  return (
    <TextField className="deelcontact-title" aria-label={T.nota.title} value={value} onChange={setValue}>
      <Input
        placeholder={T.nota.untitled}
        title={value}
        onBlur={() => onChange(value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </TextField>
  );
}

function DeelcontactMenu({ deelcontact, at, count, acts }: HeadProps) {
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== at);
  const choose = (key: string) => {
    const [name, value] = key.split(" ");
    if (name === "reason") acts.pick(at, "reason");
    if (name === "split") acts.split(at, [value as Soep]);
    if (name === "merge") acts.merge(Number(value), at);
    if (name === "remove") acts.remove(at);
  };
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet" aria-label={T.nota.menu(at + 1)}>
        <Icon name="more" />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="list" onAction={(key) => choose(String(key))}>
          <MenuItem id="reason" className="list-item">
            {T.nota.addReason}
          </MenuItem>
          {canSplit(deelcontact) &&
            deelcontact.lines.map(({ soep }) => (
              <MenuItem key={soep} id={`split ${soep}`} className="list-item">
                {T.nota.split(SOEP_NL[soep])}
              </MenuItem>
            ))}
          {others.map((i) => (
            <MenuItem key={i} id={`merge ${i}`} className="list-item">
              {T.nota.merge(i + 1)}
            </MenuItem>
          ))}
          <MenuItem id="remove" className="list-item list-danger">
            {T.nota.removeDeelcontact}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const canSplit = ({ lines }: Deelcontact) => new Set(lines.map(({ soep }) => soep)).size > 1;
